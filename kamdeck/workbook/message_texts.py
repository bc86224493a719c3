"""The texts of `messages`: code to (English message, English hint, French message, French hint)."""

from __future__ import annotations

from kamdeck.workbook.message_texts_rules import RULE_TEXTS

TEXTS: dict[str, tuple[str, str, str, str]] = {
    # The workbook and its sheets
    "legacy": (
        "Files of the kind {seen} hide formulas without a result: they look blank.",
        "Save the workbook as .xlsx to have them checked.",
        "Les fichiers de type {seen} cachent les formules sans résultat : elles paraissent vides.",
        "Enregistrez le classeur en .xlsx pour qu'elles soient vérifiées.",
    ),
    "no-sheets": (
        "No sheet of this workbook is one that kamdeck knows by its name; it has: {titles}.",
        "Name the sheets of accounts and of revenue “Accounts” and “Revenue”. For a list of invoices say in "
        "kamdeck.toml ([mapping.revenue]) which columns hold the account, the date and the amount.",
        "Aucune feuille de ce classeur n'est connue de kamdeck par son nom ; il contient : {titles}.",
        "Nommez « Comptes » et « Chiffre d'affaires » les feuilles des comptes et du chiffre d'affaires. "
        "Pour une "
        "liste de factures, dites dans kamdeck.toml ([mapping.revenue]) quelles colonnes donnent compte, "
        "date "
        "et montant.",
    ),
    "sheet-missing": (
        "The sheet “{sheet}” is missing; the workbook has: {titles}.",
        "Add a sheet named “{sheet}”, or rename the one that is meant.",
        "La feuille « {sheet} » manque ; le classeur contient : {titles}.",
        "Ajoutez une feuille nommée « {sheet} », ou renommez celle qui convient.",
    ),
    "sheet-twice": (
        "This sheet means the same as “{first}”, which was read instead.",
        "Keep one of the two, or rename this one.",
        "Cette feuille a le même sens que « {first} », qui a été lue à sa place.",
        "Gardez l'une des deux, ou renommez celle-ci.",
    ),
    "sheet-near": (
        "The sheet “{seen}” was not read. Did you mean “{name}”?",
        "Rename it “{name}” if that is what it holds.",
        "La feuille « {seen} » n'a pas été lue. Vouliez-vous dire « {name} » ?",
        "Renommez-la « {name} » si c'est ce qu'elle contient.",
    ),
    "no-header": (
        "No row of this sheet looks like column headers.",
        "Put these headers above the data: {columns}.",
        "Aucune ligne de cette feuille ne ressemble à des en-têtes de colonne.",
        "Placez ces en-têtes au-dessus des données : {columns}.",
    ),
    "no-rows": (
        "The sheet “{sheet}” has no data.",
        "Fill in at least one row: no deck can be made without it.",
        "La feuille « {sheet} » ne contient aucune donnée.",
        "Remplissez au moins une ligne : sans elle, aucune présentation.",
    ),
    # Columns
    "column-missing": (
        "The column “{column}” is missing.",
        "Add a column with the header “{column}”.",
        "La colonne « {column} » manque.",
        "Ajoutez une colonne avec l'en-tête « {column} ».",
    ),
    "column-near": (
        "The column “{seen}” was not read. Did you mean “{column}”?",
        "Change the header to “{column}” if that is what it holds.",
        "La colonne « {seen} » n'a pas été lue. Vouliez-vous dire « {column} » ?",
        "Remplacez l'en-tête par « {column} » si c'est ce qu'elle contient.",
    ),
    "column-near-required": (
        "The column “{column}” is missing, and there is one named “{seen}”.",
        "Change the header to “{column}”.",
        "La colonne « {column} » manque, et il y en a une nommée « {seen} ».",
        "Remplacez l'en-tête par « {column} ».",
    ),
    "column-twice": (
        "The column “{seen}” means the same as “{first}” further left, which was read instead.",
        "Keep one of the two, or rename this one.",
        "La colonne « {seen} » a le même sens que « {first} », plus à gauche, qui a été lue à sa place.",
        "Gardez l'une des deux, ou renommez celle-ci.",
    ),
    "name-near": (
        "The column “{seen}” was not read. Did you mean “{name}”?",
        "Change the header to “{name}” if that is what it holds.",
        "La colonne « {seen} » n'a pas été lue. Vouliez-vous dire « {name} » ?",
        "Remplacez l'en-tête par « {name} » si c'est ce qu'elle contient.",
    ),
    "no-spread": (
        "The sheet “{sheet}” has no column for “{column}”.",
        "Add a column “{column}”, or one column for each of its values (for years: 2025, 2026, ...).",
        "La feuille « {sheet} » n'a pas de colonne pour « {column} ».",
        "Ajoutez une colonne « {column} », ou une colonne par valeur (pour les années : 2025, 2026, ...).",
    ),
    "year-unread": (
        "Not read as a year: {names}.",
        "Head a full year with its number only (2026, FY26, 2025/26). Nothing to do for a part of a year, a "
        "budget or a forecast.",
        "Non lu comme une année : {names}.",
        "Donnez à une année entière son seul numéro (2026, 2025/26). Rien à faire pour une partie d'année, "
        "un budget ou une prévision.",
    ),
    "month-unread": (
        "Not read as a month: {names}.",
        "Head the column with year and month, such as 2026-10.",
        "Non lu comme un mois : {names}.",
        "Donnez à la colonne l'année et le mois, comme 2026-10.",
    ),
    "unit-title": (
        "“{seen}”: amounts of this sheet were multiplied by {unit}.",
        "Say so on Settings as well (“Amounts are in”), or correct the title.",
        "« {seen} » : les montants de cette feuille ont été multipliés par {unit}.",
        "Indiquez-le aussi dans Paramètres (« Montants en »), ou corrigez le titre.",
    ),
    "unit-differs": (
        "“{seen}” multiplies amounts by {unit}, and the settings by {other}; {unit} was taken.",
        "Correct one of the two.",
        "« {seen} » multiplie les montants par {unit}, et les paramètres par {other} ; {unit} a été retenu.",
        "Corrigez l'un des deux.",
    ),
    "currency-differs": (
        "This amount is in {seen}, and the workbook's currency is {currency}.",
        "Convert it, or set the currency on Settings; amounts of two currencies are never added.",
        "Ce montant est en {seen}, et la devise du classeur est {currency}.",
        "Convertissez-le, ou indiquez la devise dans Paramètres ; deux devises ne s'additionnent jamais.",
    ),
    # Cells
    "error-value": (
        "The cell holds the error {seen}.",
        "Correct the formula, or clear the cell.",
        "La cellule contient l'erreur {seen}.",
        "Corrigez la formule, ou videz la cellule.",
    ),
    "no-result": (
        "The formula in this cell has no stored result.",
        "Open the workbook in Excel, let it calculate, and save it.",
        "La formule de cette cellule n'a pas de résultat enregistré.",
        "Ouvrez le classeur dans Excel, laissez-le calculer et enregistrez-le.",
    ),
    "value-missing": (
        "“{column}” is empty.",
        "Enter a value, or delete the row.",
        "« {column} » est vide.",
        "Saisissez une valeur, ou supprimez la ligne.",
    ),
    "not-number": (
        "“{seen}” is not a number, and “{column}” must be one.",
        "Enter a plain number, such as 1234.5.",
        "« {seen} » n'est pas un nombre, et « {column} » doit en être un.",
        "Saisissez un nombre simple, comme 1234,5.",
    ),
    "date-not-number": (
        "The cell shows a date ({seen}), and “{column}” must be a number.",
        "Set the cell's format to a number and enter the figure again.",
        "La cellule montre une date ({seen}), et « {column} » doit être un nombre.",
        "Donnez à la cellule un format de nombre et saisissez de nouveau le chiffre.",
    ),
    "number-ambiguous": (
        "The text “{seen}” can be read as two different numbers.",
        "Enter it as a number, without a thousands separator.",
        "Le texte « {seen} » peut se lire comme deux nombres différents.",
        "Saisissez-le comme un nombre, sans séparateur de milliers.",
    ),
    "not-whole": (
        "{seen} is not a whole number, and “{column}” must be one.",
        "Enter a number without decimals.",
        "{seen} n'est pas un nombre entier, et « {column} » doit en être un.",
        "Saisissez un nombre sans décimales.",
    ),
    "out-of-range": (
        "{seen} is out of range: “{column}” must be {range}.",
        "Correct the figure.",
        "{seen} est hors limites : « {column} » doit être {range}.",
        "Corrigez le chiffre.",
    ),
    "not-share": (
        "{seen} is too large for “{column}”, which is a percentage.",
        "Enter {as_percent} with the percent sign.",
        "{seen} est trop grand pour « {column} », qui est un pourcentage.",
        "Saisissez {as_percent} avec le signe pour cent.",
    ),
    "share-large": (
        "{seen} in “{column}” reads as {as_percent}.",
        "Enter 5% as 5% or 0.05; nothing to do if {as_percent} is meant.",
        "{seen} dans « {column} » se lit {as_percent}.",
        "Saisissez 5\u202f% sous la forme 5\u202f% ou 0,05 ; rien à faire si c'est bien {as_percent}.",
    ),
    "not-year": (
        "“{seen}” is not a year.",
        "Enter four digits, such as 2026.",
        "« {seen} » n'est pas une année.",
        "Saisissez quatre chiffres, comme 2026.",
    ),
    "not-date": (
        "“{seen}” is not a date, and “{column}” must be one.",
        "Enter a date such as 2026-10-31, and check that the day exists.",
        "« {seen} » n'est pas une date, et « {column} » doit en être une.",
        "Saisissez une date comme 31/10/2026, et vérifiez que ce jour existe.",
    ),
    "date-ambiguous": (
        "The text “{seen}” can be read as two different days.",
        "Enter it as a date, or with the year first: 2026-10-05.",
        "Le texte « {seen} » peut se lire comme deux jours différents.",
        "Saisissez-le comme une date, ou avec l'année en tête : 2026-10-05.",
    ),
    "not-yes": (
        "“{seen}” is neither yes nor no.",
        "Enter yes or no for “{column}”.",
        "« {seen} » n'est ni oui ni non.",
        "Saisissez oui ou non pour « {column} ».",
    ),
    "not-choice": (
        "“{seen}” is not a value of “{column}”.{did_you_mean}",
        "Enter one of: {allowed}.",
        "« {seen} » n'est pas une valeur de « {column} ».{did_you_mean}",
        "Saisissez l'une de ces valeurs : {allowed}.",
    ),
    "name-unknown": (
        "“{seen}” is not on the sheet “{where}”.{did_you_mean}",
        "Correct the name, or add it to “{where}”.",
        "« {seen} » ne figure pas sur la feuille « {where} ».{did_you_mean}",
        "Corrigez le nom, ou ajoutez-le à « {where} ».",
    ),
    "total-row": (
        "“{seen}” is the {made} of the rows above, and was read as no account.",
        "Nothing to do; if it is an account, add it to “{where}”.",
        "« {seen} » est {made} des lignes au-dessus, et n'a pas été lu comme un compte.",
        "Rien à faire ; si c'est un compte, ajoutez-le à « {where} ».",
    ),
    "total-unclear": (
        "“{seen}” reads like a total, an average or a growth row, but its figures are not those of the rows "
        "above.",
        "Take the row out of the table, or call it “Total”; an account has its name on “{where}”.",
        "« {seen} » a l'air d'un total, d'une moyenne ou d'une croissance, mais ses chiffres ne viennent pas "
        "des lignes au-dessus.",
        "Sortez la ligne du tableau, ou appelez-la « Total » ; un compte figure dans « {where} ».",
    ),
    "hidden-rows": (
        "Hidden rows were read like the others: {rows} ({count} in all).",
        "Delete the rows that are not to count; hiding or filtering them changes no figure.",
        "Des lignes masquées ont été lues comme les autres : {rows} ({count} en tout).",
        "Supprimez les lignes à ne pas compter ; les masquer ou les filtrer ne change aucun chiffre.",
    ),
    "note-row": (
        "“{seen}” stands alone below the table and was not read.",
        "Nothing to do if it is a note; otherwise remove the empty row above it.",
        "« {seen} » figure seul sous le tableau et n'a pas été lu.",
        "Rien à faire si c'est une note ; sinon, supprimez la ligne vide au-dessus.",
    ),
    # Settings
    "setting-unknown": (
        "“{seen}” is not a setting.{did_you_mean}",
        "Correct the name; the starter workbook lists all settings.",
        "« {seen} » n'est pas un paramètre.{did_you_mean}",
        "Corrigez le nom ; le classeur de départ liste tous les paramètres.",
    ),
    "setting-twice": (
        "The setting “{seen}” already stands in row {first}, which was read instead.",
        "Keep one of the two lines.",
        "Le paramètre « {seen} » figure déjà à la ligne {first}, qui a été lue à sa place.",
        "Gardez l'une des deux lignes.",
    ),
    "settings-order": (
        "“{low}” is {value} and “{high}” is {seen}: the second must be the larger.",
        "Correct one of the two settings.",
        "« {low} » vaut {value} et « {high} » vaut {seen} : le second doit être le plus grand.",
        "Corrigez l'un des deux paramètres.",
    ),
    "currency": (
        "“{seen}” is not a currency code.",
        "Enter three letters, such as USD or EUR.",
        "« {seen} » n'est pas un code de devise.",
        "Saisissez trois lettres, comme USD ou EUR.",
    ),
    "focus-unknown": (
        "The focus account “{seen}” is not on the sheet of accounts.{did_you_mean}",
        "Enter the name of one of the accounts.",
        "Le compte principal « {seen} » ne figure pas sur la feuille des comptes.{did_you_mean}",
        "Saisissez le nom de l'un des comptes.",
    ),
    "year-absent": (
        "{seen} has no revenue: the workbook has the years {first} to {last}.",
        "Enter a year in that range, or leave the setting empty to show all.",
        "{seen} n'a pas de chiffre d'affaires : le classeur couvre les années {first} à {last}.",
        "Saisissez une année de cette plage, ou laissez vide pour tout afficher.",
    ),
    "period-unknown": (
        "There are no scores of the period “{seen}”; there are: {periods}.",
        "Enter one of them, or leave the setting empty for the newest.",
        "Il n'y a pas de notes pour la période « {seen} » ; il y a : {periods}.",
        "Saisissez l'une d'elles, ou laissez vide pour la plus récente.",
    ),
    "plan-unknown": (
        "No MRR has the plan “{seen}”; the plans are: {plans}.{did_you_mean}",
        "Enter the plans as they stand on the MRR sheet.",
        "Aucun RMR ne porte l'offre « {seen} » ; les offres sont : {plans}.{did_you_mean}",
        "Saisissez les offres comme sur la feuille RMR.",
    ),
    "too-many-passes": (
        "A key account must pass {seen} tests, but there are only {tests}.",
        "Lower the setting, or add tests to Identification.",
        "Un grand compte doit réussir {seen} tests, mais il n'y en a que {tests}.",
        "Baissez le paramètre, ou ajoutez des tests à Identification.",
    ),
    "group-sizes": (
        "The profit groups hold {seen} customers, and {customers} have a profit.",
        "Change the sizes so that they add up to {customers}, or leave them empty for quarters.",
        "Les groupes de rentabilité comptent {seen} clients, et {customers} ont un résultat.",
        "Changez les tailles pour qu'elles fassent {customers}, ou laissez-les vides pour des quarts.",
    ),
    # Mapped sheets and text files
    "refused": (
        "{why}",
        "{what}",
        "{why}",
        "{what}",
    ),
    "mapped-sheet": (
        "There is no sheet “{seen}” here.{did_you_mean}",
        "Correct the mapping; the sheets are: {titles}.",
        "Il n'y a pas de feuille « {seen} » ici.{did_you_mean}",
        "Corrigez la correspondance ; les feuilles sont : {titles}.",
    ),
    "mapped-column": (
        "There is no column “{seen}” (mapping.{field}).{did_you_mean}",
        "Correct the mapping; the columns are: {labels}.",
        "Il n'y a pas de colonne « {seen} » (mapping.{field}).{did_you_mean}",
        "Corrigez la correspondance ; les colonnes sont : {labels}.",
    ),
    "no-partner": (
        "“{seen}” is not found in the table that “{column}” comes from.",
        "Add it there, or leave such lines out with a condition under “where”.",
        "« {seen} » ne se trouve pas dans la table d'où vient « {column} ».",
        "Ajoutez-le, ou écartez ces lignes par une condition sous « where ».",
    ),
    "lines-left-out": (
        "Lines left out, because “{column}” cannot be read: {count} ({rows}).",
        "Nothing needs to be done if that is what you want.",
        "Lignes écartées, car « {column} » ne se lit pas : {count} ({rows}).",
        "Il n'y a rien à faire si c'est voulu.",
    ),
    "lines-blank": (
        "Lines with nothing to sum for “{column}”, which count for nothing: {count} ({rows}).",
        "Fill them in if a figure is missing.",
        "Lignes sans rien à additionner pour « {column} », qui ne comptent pas : {count} ({rows}).",
        "Complétez-les s'il manque un chiffre.",
    ),
    **RULE_TEXTS,
}

WARNINGS = frozenset(
    {
        "legacy", "sheet-twice", "sheet-near", "column-near", "name-near", "note-row",
        "setting-unknown",
        "setting-twice", "period-unknown", "plan-unknown", "group-sizes", "too-many-passes", "after-as-of",
        "lost-active", "no-revenue", "year-gap", "year-running", "year-ahead", "year-named", "mrr-blank",
        "account-alike",
        "mrr-ends",
        "answers-old", "weights", "not-scored", "family-unknown", "profit-differs",
        "done-share", "renewal-differs", "not-at-risk", "reached-early", "no-goal", "done-open",
        "target-zero",
        "target-below", "no-figure", "plan-differs", "lines-left-out", "lines-blank", "former-moved",
        "former-continued", "use-unvalued", "use-above", "share-large",
        "total-row", "hidden-rows", "group-sum", "parent-unknown",
        "year-unread", "unit-title", "unit-differs", "two-accountable", "none-accountable",
    }
)  # fmt: skip
"""Faults that a deck can be built with: they are reported, and nothing is left out for them."""

REFUSALS: dict[str, tuple[str, str, str, str]] = {
    "missing": (
        "The workbook {name} does not exist.",
        "Check the path and the spelling of the name.",
        "Le classeur {name} n'existe pas.",
        "Vérifiez le chemin et l'orthographe du nom.",
    ),
    "directory": (
        "{name} is a folder, not a workbook.",
        "Give the path of an Excel file.",
        "{name} est un dossier, et non un classeur.",
        "Indiquez le chemin d'un fichier Excel.",
    ),
    "forbidden": (
        "The workbook {name} may not be read.",
        "Ask for the right to read the file, or copy it to a folder of yours.",
        "La lecture du classeur {name} n'est pas permise.",
        "Demandez le droit de lire le fichier, ou copiez-le dans un dossier à vous.",
    ),
    "unreadable": (
        "The file {name} cannot be read.",
        "Check that the disk or the network folder is there, and that it is an ordinary file.",
        "Le fichier {name} ne peut pas être lu.",
        "Vérifiez que le disque ou le dossier réseau est accessible, et que c'est un fichier ordinaire.",
    ),
    "empty": (
        "The file {name} is empty (0 bytes).",
        "Save the workbook again, or take the last good copy.",
        "Le fichier {name} est vide (0 octet).",
        "Enregistrez de nouveau le classeur, ou reprenez la dernière bonne copie.",
    ),
    "locked": (
        "The workbook {name} is protected by a password.",
        "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it.",
        "Le classeur {name} est protégé par un mot de passe.",
        "Dans Excel, retirez le mot de passe (Fichier, Informations, Protéger le classeur) et enregistrez.",
    ),
    "damaged": (
        "The workbook {name} is damaged or incomplete.",
        "Open it in Excel, let Excel repair it, and save it as .xlsx.",
        "Le classeur {name} est endommagé ou incomplet.",
        "Ouvrez-le dans Excel, laissez Excel le réparer, et enregistrez-le en .xlsx.",
    ),
    "old": (
        "The workbook {name} is of an older kind that kamdeck cannot read, or it is damaged.",
        "Open it in Excel and save it as .xlsx.",
        "Le classeur {name} est d'un ancien type que kamdeck ne sait pas lire, ou il est endommagé.",
        "Ouvrez-le dans Excel et enregistrez-le en .xlsx.",
    ),
    "doctype": (
        "The workbook {name} holds XML that no spreadsheet program writes, and was not read.",
        "Open it in Excel and save it as .xlsx; if it came by mail, ask the sender.",
        "Le classeur {name} contient du XML qu'aucun tableur n'écrit, et n'a pas été lu.",
        "Enregistrez-le en .xlsx depuis Excel ; s'il vient d'un courriel, interrogez l'expéditeur.",
    ),
    "huge": (
        "The workbook {name} is larger than kamdeck reads, or unpacks to far more than it should.",
        "Delete sheets and empty formatted rows that are not needed, and save it again.",
        "Le classeur {name} dépasse ce que kamdeck lit, ou se décompresse bien au-delà du normal.",
        "Supprimez les feuilles et les lignes vides mises en forme, puis enregistrez-le de nouveau.",
    ),
    "csv": (
        "The file {name} is a text file (CSV), not a workbook.",
        "Say in kamdeck.toml what its columns are, or open it in Excel and save it as .xlsx.",
        "Le fichier {name} est un fichier texte (CSV), et non un classeur.",
        "Décrivez ses colonnes dans kamdeck.toml, ou ouvrez-le dans Excel et enregistrez-le en .xlsx.",
    ),
    "unclosed": (
        "In the text file {name} a quotation mark is opened and never closed.",
        "Close it, or write it twice where it belongs to the text.",
        "Dans le fichier texte {name}, un guillemet est ouvert et jamais refermé.",
        "Refermez-le, ou doublez-le s'il fait partie du texte.",
    ),
    "html": (
        "The file {name} is a web page, not a workbook, whatever its name says.",
        "Open it in Excel and save it as .xlsx.",
        "Le fichier {name} est une page web, et non un classeur, quoi que dise son nom.",
        "Ouvrez-le dans Excel et enregistrez-le en .xlsx.",
    ),
    "xml": (
        "The file {name} is an XML file, not a workbook.",
        "Open it in Excel and save it as .xlsx.",
        "Le fichier {name} est un fichier XML, et non un classeur.",
        "Ouvrez-le dans Excel et enregistrez-le en .xlsx.",
    ),
    "numbers": (
        "The file {name} was made by Apple Numbers.",
        "In Numbers choose File, Export To, Excel, and use the exported file.",
        "Le fichier {name} a été créé par Apple Numbers.",
        "Dans Numbers, choisissez Fichier, Exporter vers, Excel, et utilisez le fichier exporté.",
    ),
    "no workbook": (
        "The file {name} is not a workbook.",
        "Give an Excel file (.xlsx, .xlsm, .xls, .xlsb) or an OpenDocument spreadsheet (.ods).",
        "Le fichier {name} n'est pas un classeur.",
        "Indiquez un fichier Excel (.xlsx, .xlsm, .xls, .xlsb) ou un classeur OpenDocument (.ods).",
    ),
}
"""Why a file cannot be read at all."""
