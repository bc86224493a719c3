"""What a deck's changes, kept edits and faults are called, in English and French.

The layers below speak English; their sentences are recognised here by their fixed words and said in French.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kamdeck.cli.words import Pair, Words

FIELDS: Mapping[str, Pair] = {
    "added": ("added", "ajouté"),
    "adjust": ("shape", "forme"),
    "alt": ("alternative text", "texte de remplacement"),
    "axis": ("axis", "axe"),
    "book": ("embedded sheet", "feuille incorporée"),
    "box": ("position and size", "place et taille"),
    "category": ("category", "catégorie"),
    "cell": ("cell", "cellule"),
    "columns": ("columns", "colonnes"),
    "copied": ("copied", "copié"),
    "deleted": ("deleted", "supprimé"),
    "ends": ("ends", "extrémités"),
    "fill": ("color", "couleur"),
    "font": ("type", "caractères"),
    "format": ("number format", "format de nombre"),
    "frame": ("group", "groupe"),
    "glue": ("connection", "connexion"),
    "grid": ("sheet", "feuille"),
    "group": ("group", "groupe"),
    "height": ("row height", "hauteur de ligne"),
    "inner": ("plot area", "zone de traçage"),
    "kind": ("kind of chart", "type de graphique"),
    "label": ("label", "étiquette"),
    "look": ("look", "aspect"),
    "name": ("name", "nom"),
    "notes": ("notes", "commentaires"),
    "order": ("order", "ordre"),
    "place": ("position", "place"),
    "released": ("is yours now", "est à vous désormais"),
    "removed": ("removed", "retiré"),
    "route": ("route", "tracé"),
    "row deleted": ("row deleted", "ligne supprimée"),
    "rows": ("rows", "lignes"),
    "series": ("series", "série"),
    "series deleted": ("series deleted", "série supprimée"),
    "shape": ("another kind of shape stands there", "une forme d'un autre type s'y trouve"),
    "size": ("bubble size", "taille de bulle"),
    "slide added": ("slide added", "page ajoutée"),
    "slide copied": ("slide copied", "page copiée"),
    "slide deleted": ("slide deleted", "page supprimée"),
    "slide order": ("order of the slides", "ordre des pages"),
    "slide released": ("slide is yours now", "page à vous désormais"),
    "slide removed": ("slide removed", "page retirée"),
    "span": ("merged cells", "cellules fusionnées"),
    "text": ("text", "texte"),
    "val": ("figure", "chiffre"),
    "width": ("column width", "largeur de colonne"),
    "x": ("figure", "chiffre"),
}

ERRORS: Mapping[str, str] = {
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
    "The deck would hold {} parts; a file can hold 65,534.": (
        "La présentation aurait {} parties ; un fichier peut en avoir 65 534."
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
    "{} was not written: the new deck would be faulty ({}).": (
        "{} n'a pas été écrit : la nouvelle présentation serait défectueuse ({})."
    ),
    "The deck is as it was. Please report this with the workbook.": (
        "La présentation est inchangée. Merci de le signaler avec le classeur."
    ),
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
}


def field_word(field: str, words: Words) -> str:
    """What a field is called: its kind in words, then what it belongs to."""
    head, slash, rest = field.partition("/")
    known = FIELDS.get(head)
    word = known[words.lang == "fr"] if known else head
    return f"{word} {rest}" if slash else word


def spoken(sentence: str, words: Words) -> str:
    """A sentence of the layers below in the user's language; as it is where it is not known."""
    if words.lang != "fr":
        return sentence
    for english, french in ERRORS.items():
        pattern = re.escape(english).replace(r"\{\}", "(.*?)")
        if found := re.fullmatch(pattern, sentence, re.DOTALL):
            return french.format(*found.groups())
    return sentence
