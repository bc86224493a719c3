"""What a deck's changes, kept edits and faults are called, in English and French.

The layers below speak English; their sentences are recognised here by their fixed words and said in French.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kamdeck.cli.words import Pair, Words
from kamdeck.text import Say, Sentence

FIELDS: Mapping[str, Pair] = {
    "added": ("added", "ajouté"),
    "adjust": ("shape", "forme"),
    "alt": ("alternative text", "texte de remplacement"),
    "axis": ("axis", "axe"),
    "bars": ("error bar", "barre d'erreur"),
    "book": ("embedded sheet", "feuille incorporée"),
    "box": ("position and size", "place et taille"),
    "category": ("category", "catégorie"),
    "cell": ("cell", "cellule"),
    "column order": ("order of the columns", "ordre des colonnes"),
    "columns": ("columns", "colonnes"),
    "copied": ("copied", "copié"),
    "deleted": ("deleted", "supprimé"),
    "ends": ("ends", "extrémités"),
    "field": ("field", "champ"),
    "fill": ("color", "couleur"),
    "font": ("type", "caractères"),
    "format": ("number format", "format de nombre"),
    "formula": ("formula, its result is the old one", "formule, son résultat est l'ancien"),
    "frame": ("group", "groupe"),
    "glue": ("connection", "connexion"),
    "grid": ("sheet", "feuille"),
    "group": ("group", "groupe"),
    "height": ("row height", "hauteur de ligne"),
    "hidden": ("filtered out", "masqué par un filtre"),
    "inner": ("plot area", "zone de traçage"),
    "kind": ("kind of chart", "type de graphique"),
    "label": ("label", "étiquette"),
    "link": ("link", "lien"),
    "linked": (
        "takes its data from another file: left whole, its figures are old",
        "prend ses données dans un autre fichier : laissé entier, ses chiffres sont anciens",
    ),
    "look": ("look", "aspect"),
    "merge": ("merged cells", "cellules fusionnées"),
    "name": ("name", "nom"),
    "notes": ("notes", "commentaires"),
    "order": ("order", "ordre"),
    "paragraph": ("paragraph", "paragraphe"),
    "place": ("position", "place"),
    "released": ("is yours now", "est à vous désormais"),
    "removed": ("removed", "retiré"),
    "replaced series": (
        "none of its series is ours: left whole, its figures are old",
        "aucune de ses séries n'est à nous : laissé entier, ses chiffres sont anciens",
    ),
    "route": ("route", "tracé"),
    "row order": ("order of the rows", "ordre des lignes"),
    "row deleted": ("row deleted", "ligne supprimée"),
    "rows": ("rows", "lignes"),
    "series": ("series", "série"),
    "series deleted": ("series deleted", "série supprimée"),
    "shape": ("another kind of shape stands there", "une forme d'un autre type s'y trouve"),
    "size": ("bubble size", "taille de bulle"),
    "slide added": ("slide added", "page ajoutée"),
    "page size": ("size of the page", "taille de la page"),
    "slide faulty": (
        "as it was: brought up to date, the slide would be faulty",
        "telle quelle : mise à jour, la page serait défectueuse",
    ),
    "slide copied": ("slide copied", "page copiée"),
    "slide deleted": ("slide deleted", "page supprimée"),
    "slide held": (
        "as it was: the sheets it needs have errors",
        "telle quelle : les feuilles nécessaires ont des erreurs",
    ),
    "slide order": ("order of the slides", "ordre des pages"),
    "slide released": ("slide is yours now", "page à vous désormais"),
    "slide removed": ("slide removed", "page retirée"),
    "span": ("rows of a series", "lignes d'une série"),
    "switched": (
        "rows and columns are switched: left whole, its figures are old",
        "lignes et colonnes sont interverties : laissé entier, ses chiffres sont anciens",
    ),
    "text": ("text", "texte"),
    "val": ("figure", "chiffre"),
    "width": ("column width", "largeur de colonne"),
    "x": ("figure", "chiffre"),
}

ERRORS: Mapping[str, str] = {
    "Pictures of slides need matplotlib, which is not installed.": (
        "Les images des pages demandent matplotlib, qui n'est pas installé."
    ),
    'Install it with: pip install "kamdeck[preview]"': ('Installez-le avec : pip install "kamdeck[preview]"'),
    "Nothing to restore is named {}.": "Rien à ramener ne s'appelle {}.",
    "Slides: {}. Elements are named slide/element, as the report lists them.": (
        "Pages : {}. Les éléments s'appellent page/élément, comme le rapport les liste."
    ),
    "The deck has lost its layout {}, which a new slide needs.": (
        "La présentation a perdu sa disposition {}, nécessaire à une nouvelle page."
    ),
    "Build a new deck, or paste a slide of that layout from one.": (
        "Construisez une nouvelle présentation, ou collez-en une page de cette disposition."
    ),
    "Open it in PowerPoint, let it repair the file, and save it again.": (
        "Ouvrez-le dans PowerPoint, laissez-le réparer le fichier, puis enregistrez-le."
    ),
    "{} holds {} parts; at most {} are read.": "{} contient {} parties ; {} au plus sont lues.",
    "The deck would hold {} parts; a file can hold {}.": (
        "La présentation aurait {} parties ; un fichier peut en avoir {}."
    ),
    "{} is empty (0 bytes).": "{} est vide (0 octet).",
    "{} is protected with a password, or is an old .ppt file.": (
        "{} est protégé par un mot de passe, ou c'est un ancien fichier .ppt."
    ),
    "Open it in PowerPoint and save it as .pptx without a password.": (
        "Ouvrez-le dans PowerPoint et enregistrez-le en .pptx sans mot de passe."
    ),
    "{} is not a PowerPoint file, or only a part of one.": (
        "{} n'est pas un fichier PowerPoint, ou n'en est qu'une partie."
    ),
    "{} is damaged: its list of parts lies outside the file.": (
        "{} est endommagé : sa liste de parties est hors du fichier."
    ),
    "{} is damaged: its list of parts cannot be read.": (
        "{} est endommagé : sa liste de parties est illisible."
    ),
    "{} is encrypted: the part {} cannot be read without a password.": (
        "{} est chiffré : la partie {} est illisible sans mot de passe."
    ),
    "{} is damaged: it does not lie where the file says.": (
        "{} est endommagé : il n'est pas où le fichier le dit."
    ),
    "{} is cut off.": "{} est tronqué.",
    "The part {} is damaged: its checksum is wrong.": (
        "La partie {} est endommagée : sa somme de contrôle est fausse."
    ),
    "The part {} would unpack {} kB to {} MB.": "La partie {} passerait de {} ko à {} Mo.",
    "No deck needs that: the file is refused.": "Aucune présentation n'en a besoin : le fichier est refusé.",
    "The part {} is damaged: its length is wrong.": "La partie {} est endommagée : sa longueur est fausse.",
    "The deck would be larger than 4 GB.": "La présentation dépasserait 4 Go.",
    "Remove large films from it.": "Retirez-en les grands films.",
    "The part {} is packed in an unknown way ({}).": "La partie {} est compressée d'une façon inconnue ({}).",
    "The part {} is damaged: it cannot be unpacked.": (
        "La partie {} est endommagée : elle ne peut être décompressée."
    ),
    "{} was saved by somebody else while kamdeck was working on it; it was left as it is.": (
        "{} a été enregistré par quelqu'un d'autre pendant le travail de kamdeck ; il reste tel quel."
    ),
    "Run the command again.": "Relancez la commande.",
    "{} is being written by another kamdeck ({}).": "{} est en cours d'écriture par un autre kamdeck ({}).",
    "Wait until it is done, then run the command again.": (
        "Attendez qu'il ait fini, puis relancez la commande."
    ),
    "{} is write-protected.": "{} est protégé en écriture.",
    "Take the protection off, or work on a copy of it.": (
        "Levez la protection, ou travaillez sur une copie."
    ),
    "{} is no ordinary file.": "{} n'est pas un fichier ordinaire.",
    "Name a file.": "Indiquez un fichier.",
    "{} cannot be written: {}.": "{} ne peut pas être écrit : {}.",
    "Is the folder write-protected or the disk full?": "Le dossier est-il protégé ou le disque plein ?",
    "{} is open in {}.": "{} est ouvert dans {}.",
    "Close it first; if it is not open, delete {} beside it.": (
        "Fermez-le d'abord ; s'il n'est pas ouvert, supprimez {} à côté."
    ),
    "{} is no Office file: it has no {}.": "{} n'est pas un fichier Office : il n'a pas de {}.",
    "{} has no part {}.": "{} n'a pas de partie {}.",
    "{} is no Office file: it has no main part.": (
        "{} n'est pas un fichier Office : il n'a pas de partie principale."
    ),
    "{} holds the part {} twice.": "{} contient deux fois la partie {}.",
    "A slide of the deck is damaged: a shape has lost a part.": (
        "Une page de la présentation est endommagée : une forme a perdu une partie."
    ),
    "Open it in PowerPoint and save it anew.": "Ouvrez-le dans PowerPoint et enregistrez-le à nouveau.",
    "Save it anew in PowerPoint.": "Enregistrez-le à nouveau dans PowerPoint.",
    "{} cannot be read: {}.": "{} ne peut pas être lu : {}.",
    "The part {} has no content type.": "La partie {} n'a pas de type de contenu.",
    "{} is no presentation.": "{} n'est pas une présentation.",
    "Save the deck anew in PowerPoint.": "Enregistrez à nouveau la présentation dans PowerPoint.",
    "The presentation has no slide size.": "La présentation n'a pas de taille de page.",
    "{} declares a document type, which Office files never do.": (
        "{} déclare un type de document, ce qu'un fichier Office ne fait jamais."
    ),
    "{} is damaged: {}.": "{} est endommagé : {}.",
    "{} is saved as Strict Open XML, or has no slide size.": (
        "{} est enregistré en Open XML strict, ou n'a pas de taille de page."
    ),
    "Save it in PowerPoint as an ordinary .pptx or .potx.": (
        "Enregistrez-le dans PowerPoint en .pptx ou .potx ordinaire."
    ),
    "{} has no slide master with layouts.": "{} n'a pas de masque avec des dispositions.",
    "The master has no layout for the role {}.": "Le masque n'a pas de disposition pour le rôle {}.",
    "Roles: {}.": "Rôles : {}.",
    "{} was made by a newer kamdeck.": "{} a été fait par un kamdeck plus récent.",
    "It remembers in version {}; this kamdeck reads up to version {}: update it.": (
        "Sa mémoire est de la version {} ; ce kamdeck lit jusqu'à la version {} : mettez-le à jour."
    ),
    "What {} remembers of kamdeck is damaged.": "Ce que {} retient de kamdeck est endommagé.",
    "Take its last version (.bak), or take it on anew with --adopt, --edition, --pack and --account.": (
        "Prenez sa dernière version (.bak), ou reprenez-le avec --adopt, --edition, --pack et --account."
    ),
}


FAULTS: Mapping[str, str] = {
    "the chart has no plot area": "le graphique n'a pas de zone de traçage",
    "the formula {} names no sheet of the embedded workbook": (
        "la formule {} ne nomme aucune feuille du classeur incorporé"
    ),
    "{} has {} cells but its cache {} points": "{} a {} cellules mais son cache {} points",
    "the axis {} crosses the absent axis {}": "l'axe {} croise l'axe absent {}",
    "a {} names {} axes": "un {} nomme {} axes",
    "a series has no {}": "une série n'a pas de {}",
    "{} series have the {} {}": "{} séries ont le {} {}",
    "a series formats point {} {} times": "une série met en forme le point {} {} fois",
    "a cache has a point {} but only {} points": "un cache a un point {} mais seulement {} points",
    "the points of a cache are out of order": "les points d'un cache sont en désordre",
    "the embedded workbook cannot be read: {}": "le classeur incorporé ne peut pas être lu : {}",
    "{}: cell {} holds {} but its cache {}": "{} : la cellule {} contient {} mais son cache {}",
    "a {} names the absent axis {}": "un {} nomme l'axe absent {}",
    "{} leads to the missing part {}": "{} mène à la partie absente {}",
    "{} leads outside the deck but is not marked as external": (
        "{} mène hors de la présentation sans être marqué externe"
    ),
    "the part is used as {} but its type is {}": "la partie sert de {} mais son type est {}",
    "{} parts have this name but for upper and lower case": "{} parties ont ce nom, aux majuscules près",
    "{} has {} content types": "{} a {} types de contenu",
    "a content type for the absent part {}": "un type de contenu pour la partie absente {}",
    "the part has no content type": "la partie n'a pas de type de contenu",
    "two relations have the same id": "deux relations ont le même identifiant",
    "no other part refers to this part": "aucune autre partie ne mène à celle-ci",
    "relations of a part that is not there": "des relations d'une partie absente",
    "{} is used but no relation has that id": "{} est utilisé mais aucune relation n'a cet identifiant",
    "the part declares a document type": "la partie déclare un type de document",
    "the part needs one relation to a {} and has {}": (
        "il faut à la partie une relation vers un {} et elle en a {}"
    ),
    "the content is no {}": "le contenu n'est pas un {}",
    "an alternative requires {}, which is not declared": "une variante exige {}, qui n'est pas déclaré",
    "{} slides have the id {}": "{} pages ont l'identifiant {}",
    "there is no slide master": "il n'y a pas de masque",
    "{} masters and layouts have the id {}": "{} masques et dispositions ont l'identifiant {}",
    "a section lists the absent slide {}": "une section liste la page absente {}",
    "the slide {} stands in {} sections": "la page {} est dans {} sections",
    "there are notes but the notes master is not listed": (
        "il y a des commentaires mais leur masque n'est pas listé"
    ),
    "the slide id {} lies outside 256 to 2147483647": "l'identifiant de page {} est hors de 256 à 2147483647",
    "the slide {} leads to no slide": "la page {} ne mène à aucune page",
    "{} is related but not listed": "{} est relié mais pas listé",
    "the slide {} stands in no section": "la page {} n'est dans aucune section",
    "a custom show lists {}, which is no slide": "un diaporama personnalisé liste {}, qui n'est pas une page",
    "{} is listed twice": "{} est listé deux fois",
    "{} leads to no {}": "{} ne mène à aucun {}",
    "{} belongs to {}, whose own notes are {}": "{} appartient à {}, dont les commentaires sont {}",
    "{} shapes have the id {}": "{} formes ont l'identifiant {}",
    "there are {} titles": "il y a {} titres",
    "{} shapes share the tags {}": "{} formes partagent les balises {}",
    "a table has {} rows and {} columns": "un tableau a {} lignes et {} colonnes",
    "the shape {} lacks its {}": "il manque à la forme {} son {}",
    "a connector is glued to the absent shape {}": "un connecteur est attaché à la forme absente {}",
    "the placeholder {} {} is there {} times": "l'espace réservé {} {} est là {} fois",
    "a shape measures {} by {}": "une forme mesure {} sur {}",
    "a frame for {} holds {}": "un cadre pour {} contient {}",
    "{} is used for tags but leads to a {}": "{} sert aux balises mais mène à un {}",
    "two {} of a table have the same id": "deux {} d'un tableau ont le même identifiant",
    "row {} of a table has {} cells for {} columns": (
        "la ligne {} d'un tableau a {} cellules pour {} colonnes"
    ),
    "{} is no shape id": "{} n'est pas un identifiant de forme",
    "{} reaches beyond the table": "{} dépasse le tableau",
    "{} covers cells that are not marked as merged": (
        "{} couvre des cellules qui ne sont pas marquées fusionnées"
    ),
    "{} covers rows that are not marked as merged": (
        "{} couvre des lignes qui ne sont pas marquées fusionnées"
    ),
}


def field_word(field: str, words: Words) -> str:
    """What a field is called: its kind in words, then what it belongs to."""
    head, slash, rest = field.partition("/")
    known = FIELDS.get(head)
    word = known[words.lang == "fr"] if known else head
    return f"{word} {rest}" if slash else word


def spoken(sentence: str, words: Words) -> str:
    """A sentence of the layers below in the user's language; as it is where it is not known."""
    if isinstance(sentence, Sentence):
        return Say(words.lang).again(sentence)
    if words.lang != "fr":
        return sentence
    for english, french in (*ERRORS.items(), *FAULTS.items()):
        pattern = re.escape(english).replace(r"\{\}", "(.*?)")
        if found := re.fullmatch(pattern, sentence, re.DOTALL):
            return french.format(*found.groups())
    return sentence
