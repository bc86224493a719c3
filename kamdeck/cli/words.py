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
        "Bring a deck up to date; what people changed in it stays.",
        "Actualiser une présentation ; ce que vous y avez modifié reste.",
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
        "The deck to write (default: beside the workbook, same name).",
        "La présentation à écrire (par défaut : à côté du classeur, même nom).",
    ),
    "opt.years": ("Years to show: 2023-2026 or 2026.", "Années à montrer : 2023-2026 ou 2026."),
    "opt.lang": ("Language: en or fr.", "Langue : en ou fr."),
    "opt.template": (
        "A .pptx or .potx whose master to use.",
        "Un .pptx ou .potx dont utiliser le masque.",
    ),
    "opt.views": (
        "Views to build, separated by commas (see: kamdeck views).",
        "Vues à construire, séparées par des virgules (voir : kamdeck views).",
    ),
    "opt.account": (
        "Only this account on the views that have a slide per account.",
        "Ce seul compte sur les vues qui ont une page par compte.",
    ),
    "opt.open": ("Open the deck when it is done.", "Ouvrir la présentation à la fin."),
    "opt.force": (
        "Overwrite a deck that is already there.",
        "Écraser une présentation déjà présente.",
    ),
    "opt.force_file": ("Overwrite a file that is already there.", "Écraser un fichier déjà présent."),
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
    "opt.restore": (
        "Bring back an element or slide that was deleted; may be repeated.",
        "Ramener un élément ou une page supprimés ; répétable.",
    ),
    "opt.annotate": (
        "Also write a copy of the workbook with the problem cells marked.",
        "Écrire aussi une copie du classeur où les cellules fautives sont marquées.",
    ),
    "opt.sample": ("Fill it with the sample story.", "Le remplir avec l'exemple."),
    # progress
    "step.read": ("Reading {name}", "Lecture de {name}"),
    "step.compose": ("Composing the slides", "Composition des pages"),
    "step.write": ("Writing {name}", "Écriture de {name}"),
    # results
    "built": ("Built {name}", "Présentation construite : {name}"),
    "refreshed": ("Refreshed {name}", "Présentation actualisée : {name}"),
    "unchanged": ("{name} is up to date: nothing to change", "{name} est à jour : rien à changer"),
    "would": (
        "{name} was not written: this is what a refresh would do",
        "{name} n'a pas été écrit : voici ce que ferait une actualisation",
    ),
    "slides": ("{n} slide(s): {names}", "{n} page(s) : {names}"),
    "changes": ("{n} change(s):", "{n} changement(s) :"),
    "line": ("{key}: {text}", "{key} : {text}"),
    "change": ("{key}: {before} -> {after}", "{key} : {before} -> {after}"),
    "figures": ("{key}: {n} figure(s)", "{key} : {n} chiffre(s)"),
    "replaced": (
        "{n} edited figure(s) written over with the workbook's:",
        "{n} chiffre(s) modifié(s) remplacé(s) par ceux du classeur :",
    ),
    "kept": ("{n} edit(s) kept:", "{n} modification(s) gardée(s) :"),
    "kept_ours": ("the workbook now gives: {ours}", "le classeur donne maintenant : {ours}"),
    "replaced_one": ("{key}: was {now}, is {ours}", "{key} : était {now}, devient {ours}"),
    "conflicts": ("{n} element(s) left alone:", "{n} élément(s) laissé(s) tel(s) quel(s) :"),
    "left_out": ("{n} view(s) left out:", "{n} vue(s) laissée(s) de côté :"),
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
    "master.masters": (
        "The file has {detail} masters; the first one is used.",
        "Le fichier a {detail} masques ; le premier est utilisé.",
    ),
    "master.no_notes_master": (
        "It has no notes master: ours is added.",
        "Il n'a pas de masque de notes : le nôtre est ajouté.",
    ),
    "needs": ("{key}: needs {sheets}", "{key} : nécessite {sheets}"),
    "needs_nothing": ("{key}: always made", "{key} : toujours faite"),
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
