"""What the command line says, in English and French side by side.

The texts of the deck live in catalogues; these stand in code because `--help` must answer before a
catalogue could be read.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

Pair = tuple[str, str]
WINDOWS_FRENCH = 0x0C

TEXTS: Mapping[str, Pair] = {
    # the program
    "kamdeck": (
        "From a key account workbook to a PowerPoint deck that stays yours: build it, edit it, refresh it.",
        "D'un classeur de grands comptes à une présentation PowerPoint qui reste la vôtre : "
        "construisez, modifiez, actualisez.",
    ),
    "usage": ("Usage", "Usage"),
    "options": ("Options", "Options"),
    "commands": ("Commands", "Commandes"),
    "command": ("COMMAND [ARGUMENTS]", "COMMANDE [ARGUMENTS]"),
    "help": ("Show this help and leave.", "Afficher cette aide et quitter."),
    "version": ("Show the version and leave.", "Afficher la version et quitter."),
    "debug": (
        "Show the full trace of an unexpected error.",
        "Afficher la trace complète d'une erreur inattendue.",
    ),
    # one line per command
    "build": ("Build a deck from a workbook.", "Construire une présentation à partir d'un classeur."),
    "refresh": (
        "Bring a deck up to date; what people changed in it stays. Years, language, views, account, pack and "
        "edition are those it was made with, unless others are given.",
        "Actualiser une présentation ; ce que vous y avez modifié reste. Années, langue, vues, compte, "
        "dossier et édition sont ceux du début, sauf si vous en donnez d'autres.",
    ),
    "update": (
        "Build the deck of a workbook, or refresh it where there is one.",
        "Construire la présentation d'un classeur, ou l'actualiser si elle existe.",
    ),
    "watch": (
        "Keep a deck up to date: refresh it at every save of the workbook.",
        "Tenir une présentation à jour : l'actualiser à chaque enregistrement du classeur.",
    ),
    "send": (
        "Send the mails of kamdeck.toml: decks brought up to date, to the right people.",
        "Envoyer les courriels de kamdeck.toml : des présentations à jour, aux bonnes personnes.",
    ),
    "fleet": (
        "Make many decks in one run: one per workbook, account, manager, region or segment.",
        "Créer plusieurs présentations en une fois : par classeur, compte, responsable, région ou segment.",
    ),
    "schedule": (
        "Print what to install so that a mail goes out by itself.",
        "Imprimer ce qu'il faut installer pour qu'un courriel parte tout seul.",
    ),
    "preview": (
        "Draw the slides of a workbook or a deck as pictures, without Office.",
        "Dessiner en images les pages d'un classeur ou d'une présentation, sans Office.",
    ),
    "explain": (
        "Say where a figure comes from: formula, cells, exclusions, thresholds.",
        "Dire d'où vient un chiffre : formule, cellules, exclusions, seuils.",
    ),
    "diff": (
        "Say what changed between two decks, workbooks, or one of each.",
        "Dire ce qui a changé entre deux présentations, deux classeurs, ou l'un et l'autre.",
    ),
    "check": (
        "Check a workbook or a deck: all problems at once, with what to do.",
        "Vérifier un classeur ou une présentation : tous les problèmes d'un coup, avec la marche à suivre.",
    ),
    "init": ("Write a starter workbook to fill in.", "Écrire un classeur de départ à remplir."),
    "views": ("List the views and the sheets they need.", "Lister les vues et les feuilles nécessaires."),
    "template": ("Look at a company's master.", "Examiner le masque d'une entreprise."),
    "template.check": (
        "Say what was found in a master, what is missing and what will happen.",
        "Dire ce qui a été trouvé dans un masque, ce qui manque et ce qui se passera.",
    ),
    "completion": (
        "Print the completion script for a shell.",
        "Imprimer le script de complétion pour un shell.",
    ),
    # options
    "opt.output": (
        "The deck to write (default: beside the workbook, its name with account, pack, edition, language).",
        "La présentation à écrire (par défaut : à côté du classeur, son nom avec compte, dossier, édition, "
        "langue).",
    ),
    "opt.years": ("Years to show: 2023-2026 or 2026.", "Années à montrer : 2023-2026 ou 2026."),
    "opt.lang": ("Language: en or fr.", "Langue : en ou fr."),
    "opt.template": (
        "A .pptx or .potx whose master to use.",
        "Un .pptx ou .potx dont utiliser le masque.",
    ),
    "opt.mapping": (
        "A kamdeck.toml that says which columns are meant; else the one beside the workbook.",
        "Un kamdeck.toml qui dit quelles colonnes sont visées ; sinon celui à côté du classeur.",
    ),
    "opt.views": (
        "Views to build, separated by commas (see: kamdeck views).",
        "Vues à construire, séparées par des virgules (voir : kamdeck views).",
    ),
    "opt.account": (
        "The account that the deck is about: alone it means that account's pack.",
        "Le compte dont parle la présentation : seul, il demande le dossier de ce compte.",
    ),
    "opt.pack": (
        "What it is for: portfolio (every view), account, or review.",
        "À quoi elle sert : portfolio (toutes les vues), account (un compte) ou review (la revue).",
    ),
    "opt.edition": (
        "Who reads it: internal, executive or customer; what they must not see is in no part of it.",
        "Qui la lit : internal, executive (direction) ou customer (client) ; "
        "ce qu'il ne doit pas voir n'y est nulle part.",
    ),
    "opt.since": (
        "An earlier deck or workbook: a slide says what changed since, and the summary compares with it.",
        "Une présentation ou un classeur antérieurs : une page dit ce qui a changé depuis, et la synthèse "
        "s'y compare.",
    ),
    "opt.run": (
        "Take this older run of OLD: its number, or its as-of date (2026-07-31).",
        "Prendre cette version plus ancienne de ANCIEN : son numéro, ou sa date d'arrêté (2026-07-31).",
    ),
    "opt.runs": (
        "List the runs that the deck remembers, and stop.",
        "Lister les versions que la présentation garde, et s'arrêter.",
    ),
    "old": ("OLD", "ANCIEN"),
    "new": ("[NEW]", "[NOUVEAU]"),
    "run_line": ("{n}  {date}  {text}", "{n}  {date}  {text}"),
    "opt.open": ("Open the deck when it is done.", "Ouvrir la présentation à la fin."),
    "opt.force": (
        "Overwrite a deck that is already there; it is kept as a backup.",
        "Écraser une présentation déjà présente ; elle est gardée en copie de secours.",
    ),
    "opt.force_file": (
        "Overwrite a file that is already there; it is kept as a backup.",
        "Écraser un fichier déjà présent ; il est gardé en copie de secours.",
    ),
    "opt.force_copy": (
        "Overwrite a marked copy that is already there.",
        "Écraser une copie annotée déjà présente.",
    ),
    "opt.json": ("Print the report as JSON.", "Imprimer le rapport en JSON."),
    "opt.quiet": ("Print problems and errors only.", "N'imprimer que les problèmes et les erreurs."),
    "opt.strict": (
        "Any fault in the workbook stops; exit code 3 when something was kept or left out.",
        "Toute faute du classeur arrête ; code de sortie 3 si quelque chose a été gardé ou laissé de côté.",
    ),
    "opt.workbook": (
        "The workbook to read (default: the one the deck was made from).",
        "Le classeur à lire (par défaut : celui dont vient la présentation).",
    ),
    "opt.dry_run": ("Say what would change; write nothing.", "Dire ce qui changerait ; ne rien écrire."),
    "opt.adopt": (
        "Take on a deck that lost what it remembered; name its --edition, --pack and --account.",
        "Reprendre une présentation qui a perdu sa mémoire ; nommez --edition, --pack et --account.",
    ),
    "opt.restore": (
        "Bring back an element or slide that was deleted; may be repeated.",
        "Ramener un élément ou une page supprimés ; répétable.",
    ),
    "opt.annotate": (
        "Also write a copy of the workbook with the problem cells marked.",
        "Écrire aussi une copie du classeur où les cellules fautives sont marquées.",
    ),
    "opt.no_launchers": (
        "Write the workbook alone, without the files to double-click.",
        "Écrire le classeur seul, sans les fichiers à double-cliquer.",
    ),
    "opt.no_notice": ("No notices on the desktop.", "Pas de notification sur le bureau."),
    "opt.workers": (
        "Processes on this machine (default: one per processor).",
        "Processus sur cette machine (par défaut : un par processeur).",
    ),
    "opt.scheduler": (
        "The Dask cluster that makes them, such as tcp://scheduler:8786.",
        "La grappe Dask qui les crée, par exemple tcp://scheduler:8786.",
    ),
    "opt.fleet_output": (
        "The folder or URL (s3://bucket/folder) to write to.",
        "Le dossier ou l'URL (s3://bucket/dossier) où écrire.",
    ),
    "opt.report": (
        "Write the report to a file, .json or .csv.",
        "Écrire le compte rendu dans un fichier, .json ou .csv.",
    ),
    "opt.fleet_force": (
        "Build anew what is there; hand edits are lost.",
        "Reconstruire ce qui existe ; les retouches manuelles sont perdues.",
    ),
    "opt.job": ("Only this job; may be repeated.", "Ce seul envoi ; répétable."),
    "opt.config": (
        "The settings (default: kamdeck.toml in this folder).",
        "Les réglages (par défaut : kamdeck.toml dans ce dossier).",
    ),
    "opt.dry_mail": (
        "Write the mails (.eml) and decks to this folder; send nothing.",
        "Écrire les courriels (.eml) et les présentations dans ce dossier ; ne rien envoyer.",
    ),
    "opt.retry": (
        "Make no new mail; send what waits in the outbox.",
        "Ne faire aucun nouveau courriel ; envoyer ce qui attend dans la boîte d'envoi.",
    ),
    "opt.again": (
        "Try again what a server refused for good.",
        "Réessayer ce qu'un serveur a refusé pour de bon.",
    ),
    "opt.cron": ('When, such as "0 7 * * MON".', 'Quand, par exemple "0 7 * * MON".'),
    "opt.for": ("What runs it: cron, systemd or windows.", "Ce qui le lance : cron, systemd ou windows."),
    "opt.folder": ("Write the files to this folder.", "Écrire les fichiers dans ce dossier."),
    "opt.pictures": (
        "The folder for the pictures (default: beside the file, its name and -preview).",
        "Le dossier des images (par défaut : à côté du fichier, son nom et -preview).",
    ),
    "opt.pdf": (
        "Also a PDF of the whole deck, made by LibreOffice.",
        "Aussi un PDF de toute la présentation, fait par LibreOffice.",
    ),
    "opt.width": (
        "Width of a picture in pixels (default: 1600).",
        "Largeur d'une image en pixels (par défaut : 1600).",
    ),
    "opt.sample": ("Fill it with the sample story.", "Le remplir avec l'exemple."),
    # progress
    "step.read": ("Reading {name}", "Lecture de {name}"),
    "step.compose": ("Composing the slides", "Composition des pages"),
    "step.write": ("Writing {name}", "Écriture de {name}"),
    "step.picture": ("Drawing {name}", "Dessin de {name}"),
    # results
    "pictures": ("{n} file(s) in {name}", "{n} fichier(s) dans {name}"),
    "built": ("Built {name}", "Présentation construite : {name}"),
    "refreshed": ("Refreshed {name}", "Présentation actualisée : {name}"),
    "unchanged": ("{name} is up to date: nothing to change", "{name} est à jour : rien à changer"),
    "would": (
        "{name} was not written: this is what a refresh would do",
        "{name} n'a pas été écrit : voici ce que ferait une actualisation",
    ),
    "slides": ("{n} slide(s): {names}", "{n} page(s) : {names}"),
    "held": (
        "{n} more slide(s) of the deck stay as they were: their sheets have errors",
        "{n} autre(s) page(s) de la présentation restent telles quelles : leurs feuilles ont des erreurs",
    ),
    "changes": ("{n} change(s):", "{n} changement(s) :"),
    "line": ("{key}: {text}", "{key} : {text}"),
    "change": ("{key}: {before} -> {after}", "{key} : {before} -> {after}"),
    "figures": ("{key}: {n} figure(s)", "{key} : {n} chiffre(s)"),
    "replaced": (
        "{n} edited figure(s) written over with the workbook's:",
        "{n} chiffre(s) modifié(s) remplacé(s) par ceux du classeur :",
    ),
    "kept": ("{n} edit(s) kept:", "{n} modification(s) gardée(s) :"),
    "lost": (
        "{n} edit(s) of yours found no place any more:",
        "{n} modification(s) à vous n'ont plus trouvé de place :",
    ),
    "kept_ours": ("the workbook now gives: {ours}", "le classeur donne maintenant : {ours}"),
    "replaced_one": ("{key}: was {now}, is {ours}", "{key} : était {now}, devient {ours}"),
    "conflicts": ("{n} element(s) left alone:", "{n} élément(s) laissé(s) tel(s) quel(s) :"),
    "left_out": ("{n} view(s) left out:", "{n} vue(s) laissée(s) de côté :"),
    "withheld": ("Withheld by this edition:", "Non livré dans cette édition :"),
    "problems": ("{n} problem(s):", "{n} problème(s) :"),
    "error": ("error", "erreur"),
    "warning": ("warning", "avertissement"),
    "clean": ("{name}: no problem found", "{name} : aucun problème"),
    "annotated": (
        "The problem cells are marked in {name}",
        "Les cellules fautives sont marquées dans {name}",
    ),
    "more": ("... and {n} more (see --json)", "... et {n} de plus (voir --json)"),
    "wrote": ("Wrote {name}", "Écrit : {name}"),
    "kept_as": ("What was there is kept as {name}", "Ce qui s'y trouvait est gardé sous {name}"),
    "next": ("Fill it in, then: kamdeck build {name}", "Remplissez-le, puis : kamdeck build {name}"),
    "next_sample": ("Try: kamdeck build {name}", "Essayez : kamdeck build {name}"),
    "starter": ("kamdeck.xlsx", "kamdeck.xlsx"),
    "file": ("WORKBOOK|DECK", "CLASSEUR|PRÉSENTATION"),
    "copy": ("COPY.xlsx", "COPIE.xlsx"),
    "master": (
        "{name}: {width} x {height} in, fonts {fonts}",
        "{name} : {width} x {height} pouces, polices {fonts}",
    ),
    "master.own": ("This is kamdeck's own master.", "C'est le masque de kamdeck."),
    "master.layout": ("{role}: layout {name}, {places}", "{role} : disposition {name}, {places}"),
    "master.colors": ("theme colors: {names}", "couleurs du thème : {names}"),
    "master.no_layout": (
        "No layout fits the role {detail}: another one stands in.",
        "Aucune disposition ne convient au rôle {detail} : une autre la remplace.",
    ),
    "master.scaled": (
        "The free area is smaller than ours: slides are scaled by {detail}.",
        "La zone libre est plus petite que la nôtre : les pages sont réduites à {detail}.",
    ),
    "master.small_type": (
        "Our smallest type, 9 points, comes out at {points} points there; a layout with a free area of "
        "12.3 by 5.9 inches keeps it.",
        "Notre plus petit corps, 9 points, y tombe à {points} points ; une disposition avec une zone libre "
        "de 31,3 sur 15 cm le conserve.",
    ),
    "master.masters": (
        "The file has {detail} masters; the first one is used.",
        "Le fichier a {detail} masques ; le premier est utilisé.",
    ),
    "master.no_notes_master": (
        "It has no notes master: ours is added.",
        "Il n'a pas de masque de notes : le nôtre est ajouté.",
    ),
    "needs": ("{key}: needs {sheets}", "{key} : nécessite {sheets}"),
    "places": ("packs: {packs}; editions: {editions}", "dossiers : {packs} ; éditions : {editions}"),
    "needs_nothing": ("{key}: always made", "{key} : toujours faite"),
    # mail
    "step.send": ("Sending {name}", "Envoi de {name}"),
    "mail.sent": ("{job}: sent to {names}", "{job} : envoyé à {names}"),
    "mail.also": ("already sent to {names}", "déjà envoyé à {names}"),
    "mail.waiting": (
        "{job}: waits for {names}; next try {time}",
        "{job} : en attente pour {names} ; prochain essai {time}",
    ),
    "mail.quiet": (
        "{job}: waits for the end of the quiet hours, {time}",
        "{job} : attend la fin des heures calmes, {time}",
    ),
    "mail.already": (
        "{job}: this mail was sent before, to {names}; it is not sent again",
        "{job} : ce courriel a déjà été envoyé à {names} ; il n'est pas renvoyé",
    ),
    "mail.unchanged": (
        "{job}: nothing has changed since the last mail, none was made",
        "{job} : rien n'a changé depuis le dernier courriel, aucun n'a été fait",
    ),
    "mail.stale": ("{job}: no mail", "{job} : pas de courriel"),
    "mail.held": ("{job}: held back", "{job} : retenu"),
    "mail.failed": ("{job}: failed", "{job} : échec"),
    "mail.dry": ("{job}: would go to {names}", "{job} : irait à {names}"),
    "mail.notice": ("{job} (notice to the owner)", "{job} (avis au responsable)"),
    "mail.refused": ("refused for {name}: {text}", "refusé pour {name} : {text}"),
    "mail.second": (
        "An earlier attempt may have arrived; this one carries the same Message-ID {name}.",
        "Un essai précédent est peut-être arrivé ; celui-ci porte le même Message-ID {name}.",
    ),
    "mail.file": ("the mail: {name}", "le courriel : {name}"),
    "mail.none": ("Nothing is due to be sent now.", "Rien n'est à envoyer pour l'instant."),
    "fleet.done": ("{numbers} in {seconds} s", "{numbers} en {seconds} s"),
    "fleet.made": ("{n} deck(s) made", "{n} présentation(s) créée(s)"),
    "fleet.refreshed": ("{n} refreshed", "{n} actualisée(s)"),
    "fleet.unchanged": ("{n} unchanged", "{n} inchangée(s)"),
    "fleet.failed": ("{n} failed", "{n} en échec"),
    "fleet.stopped": ("{n} not begun", "{n} non commencée(s)"),
    "fleet.nothing": ("Nothing to do", "Rien à faire"),
    "fleet.is_made": ("made", "créée"),
    "fleet.is_refreshed": ("refreshed", "actualisée"),
    "fleet.is_unchanged": ("unchanged", "inchangée"),
    "fleet.is_failed": ("failed", "échec"),
    "fleet.is_stopped": ("not begun", "non commencée"),
    "fleet.problems": ("{n} problem(s) in {name}:", "{n} problème(s) dans {name} :"),
    "fleet.stopping": (
        "Stopping: the decks in hand are finished first (Ctrl+C again ends at once).",
        "Arrêt : les présentations en cours sont terminées (Ctrl+C encore arrête aussitôt).",
    ),
    "fleet.again": (
        "Stopped. The same command goes on where it was.",
        "Arrêté. La même commande reprend là où elle en était.",
    ),
    "fleet.either": (
        "--workers is for this machine, --scheduler for a cluster: name one of them.",
        "--workers concerne cette machine, --scheduler une grappe : indiquez l'un des deux.",
    ),
    "schedule.next": ("Next: {times}", "Prochaines fois : {times}"),
    "schedule.retry": (
        "Install once as well, for mails that have to be tried again: kamdeck schedule --retry --for {name}",
        "À installer aussi, une fois, pour les courriels à réessayer : kamdeck schedule --retry --for {name}",
    ),
    "schedule.install.cron": ("Install it with: crontab -e", "À installer avec : crontab -e"),
    "schedule.install.systemd": (
        "Put both files into ~/.config/systemd/user (-o does), then: "
        "systemctl --user enable --now {name}.timer; loginctl enable-linger",
        "Mettez les deux fichiers dans ~/.config/systemd/user (-o le fait), puis : "
        "systemctl --user enable --now {name}.timer ; loginctl enable-linger",
    ),
    "schedule.install.windows": (
        "Save it as {name}.xml (-o does), then: schtasks /Create /TN {name} /XML {name}.xml",
        "Enregistrez-le sous {name}.xml (-o le fait), puis : schtasks /Create /TN {name} /XML {name}.xml",
    ),
    "schedule.which": (
        "Either --job NAME with --cron, or --retry.",
        "Soit --job NOM avec --cron, soit --retry.",
    ),
    # watching
    "watching": (
        "Watching {name}. Save it in Excel and the deck follows; stop with Ctrl+C.",
        "Surveillance de {name}. Enregistrez-le dans Excel, la présentation suit ; arrêter avec Ctrl+C.",
    ),
    "watch_over": ("Stopped watching.", "Surveillance arrêtée."),
    "watch_line": ("{key}: {text} ({seconds} s)", "{key} : {text} ({seconds} s)"),
    "watch_nothing": ("up to date", "à jour"),
    "watch_changed": ("{n} change(s) on {names}", "{n} changement(s) sur {names}"),
    "watch_slides": ("{n} more slide(s)", "{n} autre(s) page(s)"),
    "watch_kept": ("{n} edit(s) of yours kept", "{n} de vos modifications gardée(s)"),
    "watch_conflicts": ("{n} element(s) left alone", "{n} élément(s) laissé(s) tel(s) quel(s)"),
    "watch_problems": ("{n} problem(s) in the workbook", "{n} problème(s) dans le classeur"),
    "watch_more": ("... and {n} more (see kamdeck check)", "... et {n} de plus (voir kamdeck check)"),
    "watch_waiting": (
        "{name} is open: the new version waits until you close it.",
        "{name} est ouverte : la nouvelle version attend que vous la fermiez.",
    ),
    "opt.pause": (
        "For a window that closes by itself: say it in short, and wait where something needs a look.",
        "Pour une fenêtre qui se ferme seule : le dire en bref, et attendre s'il y a quelque chose à voir.",
    ),
    "brief.problems": ("{n} error(s) in the workbook:", "{n} erreur(s) dans le classeur :"),
    "brief.more": ("... and {n} more", "... et {n} de plus"),
    "brief.check": ("All of them: kamdeck check {name}", "Toutes : kamdeck check {name}"),
    "press_enter": ("Press Enter to close this window. ", "Appuyez sur Entrée pour fermer cette fenêtre. "),
    "launchers": (
        "Double-click to update the deck and open it: {names}",
        "À double-cliquer pour actualiser et ouvrir la présentation : {names}",
    ),
    # explained figures
    "figure": ("[FIGURE]", "[CHIFFRE]"),
    "explain.kind": ("{key} - {label}: {said}", "{key} - {label} : {said}"),
    "explain.more": ("and {n} more", "et {n} de plus"),
    "explain.origin": ("Source: {text}", "Source : {text}"),
    "explain.inputs": ("Computed from", "Calculé à partir de"),
    "explain.left_out": ("Not counted", "Non compté"),
    "explain.settings": ("Thresholds", "Seuils"),
    "explain.slides": ("Stands on slides", "Figure sur les pages"),
    "explain.stale": (
        "Out of date in the deck: the workbook now gives another figure; refresh the deck",
        "Périmé dans la présentation : le classeur donne désormais un autre chiffre ; actualisez-la",
    ),
    "explain.edited": ("Changed by a person in the deck", "Modifié par une personne dans la présentation"),
    "explain.doubt": (
        "{place}: the deck says “{now}”, the workbook gives “{ours}”",
        "{place} : la présentation dit « {now} », le classeur donne « {ours} »",
    ),
    "explain.alike": (
        "{n} more of this kind: ask for {key}:NAME",
        "{n} de plus de cette sorte : demandez {key}:NOM",
    ),
    "explain.setting": ("{name} = {value} ({at})", "{name} = {value} ({at})"),
    "explain.default": ("default, not set in the workbook", "valeur par défaut, absente du classeur"),
    "explain.range": ("{cells} ({n} cells)", "{cells} ({n} cellules)"),
    "explain.largest": ("largest {cells}", "les plus grandes {cells}"),
    "explain.total": (", together {sum}", ", ensemble {sum}"),
    # errors
    "failed": ("Error", "Erreur"),
    "no_option": ("There is no option {name}.", "Il n'y a pas d'option {name}."),
    "no_command": ("There is no command {name}.", "Il n'y a pas de commande {name}."),
    "missing": ("{name} is missing.", "{name} manque."),
    "bad_value": ("{name}: {detail}", "{name} : {detail}"),
    "too_many": ("Too many arguments: {names}.", "Arguments en trop : {names}."),
    "no_value": ("{name} needs a value.", "{name} attend une valeur."),
    "not_known": ("this value is not known.", "cette valeur n'est pas connue."),
    "choose": ("Choose one of: {names}.", "Choisissez parmi : {names}."),
    "see_help": ("See: {command} --help", "Voir : {command} --help"),
    "bad_years": (
        "{seen!r} is no year or range of years. Write 2026 or 2023-2026.",
        "{seen!r} n'est ni une année ni une suite d'années. Écrivez 2026 ou 2023-2026.",
    ),
    "os_error": ("{name}: {detail}", "{name} : {detail}"),
    "stopped": ("Stopped.", "Arrêté."),
    "unexpected": (
        "kamdeck met an unexpected error and wrote nothing. What happened is described in {name}",
        "kamdeck a rencontré une erreur inattendue et n'a rien écrit. Elle est décrite dans {name}",
    ),
}


class Words:
    """The texts of one language; `lang` is en or fr."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._side = 1 if lang == "fr" else 0

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text at a key with its fields; `(s)` follows the count `n`."""
        text = TEXTS[key][self._side]
        if "n" in fields:
            is_one = fields["n"] == 1 or (self.lang == "fr" and fields["n"] == 0)
            text = text.replace("(s)", "" if is_one else "s")
        return text.format(**fields) if fields else text


def language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language to speak: `--lang`, else the system's, else English."""
    for i, argument in enumerate(arguments):
        if argument == "--lang" and i + 1 < len(arguments):
            return "fr" if arguments[i + 1] == "fr" else "en"
        if argument.startswith("--lang="):
            return "fr" if argument == "--lang=fr" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "fr" if environment[name].startswith("fr") else "en"
    return "fr" if sys.platform == "win32" and _windows_language() == WINDOWS_FRENCH else "en"


def _windows_language() -> int:
    """The primary language of the user's Windows, whatever the country."""
    import ctypes

    return int(ctypes.windll.kernel32.GetUserDefaultUILanguage()) & 0x3FF  # type: ignore[attr-defined,unused-ignore]
