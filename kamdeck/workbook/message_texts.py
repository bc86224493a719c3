"""The texts of `messages`: code to (English message, English hint, French message, French hint)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str, str, str]] = {
    # The workbook and its sheets
    "legacy": (
        "Files of the kind {seen} hide error values and formulas without a result: they look blank.",
        "Save the workbook as .xlsx to have them checked.",
        "Les fichiers de type {seen} cachent les erreurs et les formules sans résultat : tout paraît vide.",
        "Enregistrez le classeur en .xlsx pour qu'elles soient vérifiées.",
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
    # Rows
    "row-twice": (
        "“{seen}” is there twice; the first stands in {first}.",
        "Delete one of the rows, or add them up.",
        "« {seen} » figure deux fois ; la première est en {first}.",
        "Supprimez l'une des lignes, ou additionnez-les.",
    ),
    "former-own": (
        "“{seen}” is the account's name of today.",
        "Enter the name that it had before, or clear the cell.",
        "« {seen} » est le nom actuel du compte.",
        "Saisissez le nom qu'il portait auparavant, ou videz la cellule.",
    ),
    "former-twice": (
        "The former name “{seen}” is given twice; the first is that of the account in {first}.",
        "Leave it to the one account that was called so.",
        "L'ancien nom « {seen} » est donné deux fois ; le premier est celui du compte en {first}.",
        "Laissez-le au seul compte qui s'appelait ainsi.",
    ),
    "former-today": (
        "The former name “{seen}” is that of another account of today, in {first}.",
        "Delete that account's row if it is the same account, or clear the former name.",
        "L'ancien nom « {seen} » est celui d'un autre compte actuel, en {first}.",
        "Supprimez la ligne de ce compte si c'est le même, ou videz l'ancien nom.",
    ),
    "former-moved": (
        "The former name “{seen}” is borne today by the account in {first}, which had another one before.",
        "Rows that say “{seen}” are read as those of the account in {first}: correct those that are not.",
        "L'ancien nom « {seen} » est aujourd'hui celui du compte en {first}, qui en avait un autre avant.",
        "Les lignes au nom de « {seen} » sont lues pour le compte en {first} : corrigez celles qui ne le sont"
        " pas.",
    ),
    "former-both": (
        "“{name}” in {first} and “{later}” here are one account, and both have a figure ({seen} here).",
        "Keep one of the two, or write their sum in one row.",
        "« {name} » en {first} et « {later} » ici sont un seul compte, et tous deux ont un chiffre"
        " ({seen} ici).",
        "Gardez l'un des deux, ou inscrivez leur somme sur une seule ligne.",
    ),
    "former-continued": (
        "“{later}” goes on where “{name}” ends: {seen} here and the figure in {first} were added up.",
        "Clear the figure in {first} if the one here is that of the whole period.",
        "« {later} » continue où « {name} » s'arrête : {seen} ici et le chiffre en {first} ont été"
        " additionnés.",
        "Videz le chiffre en {first} si celui d'ici est celui de toute la période.",
    ),
    "dates-order": (
        "“{late}” ({seen}) is before “{early}” ({value}).",
        "Correct one of the two dates.",
        "« {late} » ({seen}) précède « {early} » ({value}).",
        "Corrigez l'une des deux dates.",
    ),
    "after-as-of": (
        "{seen} is after the as-of date {as_of}.",
        "Correct the date, or the as-of date in Settings.",
        "{seen} est postérieur à la date d'arrêté {as_of}.",
        "Corrigez la date, ou la date d'arrêté dans Paramètres.",
    ),
    "lost-active": (
        "The account was lost on {on}, but its status is active.",
        "Set the status to lost, or clear the date.",
        "Le compte est perdu depuis le {on}, mais son statut est actif.",
        "Mettez le statut à perdu, ou videz la date.",
    ),
    "no-revenue": (
        "“{seen}” has no revenue in any year.",
        "Add it to the revenue sheet, or give it the status prospect or lost.",
        "« {seen} » n'a de chiffre d'affaires aucune année.",
        "Ajoutez-le à la feuille du chiffre d'affaires, ou donnez-lui le statut prospect ou perdu.",
    ),
    "year-gap": (
        "Between the years with revenue, {seen} has none.",
        "Add the missing year; views show the gap until then.",
        "Entre les années avec chiffre d'affaires, {seen} n'en a pas.",
        "Ajoutez l'année manquante ; les pages montrent le trou en attendant.",
    ),
    "mrr-blank": (
        "No MRR in {seen} for {names}, whose months before are filled: a blank is not a zero.",
        "Enter the figure, or 0 where the account has left; for accounts that are active the figures of the "
        "deck end with the month before.",
        "Pas de RMR en {seen} pour {names}, dont les mois précédents sont remplis : un vide n'est pas un "
        "zéro.",
        "Saisissez le montant, ou 0 si le compte est parti ; pour les comptes actifs, les chiffres de la "
        "présentation s'arrêtent au mois précédent.",
    ),
    "mrr-ends": (
        "MRR ends with {seen}, before the as-of date {as_of}.",
        "Add the months that are missing; until then the figures are those of that month and are named so.",
        "Le RMR s'arrête à {seen}, avant la date d'arrêté {as_of}.",
        "Ajoutez les mois qui manquent ; d'ici là, les chiffres sont ceux de ce mois et le disent.",
    ),
    "answers-old": (
        "The newest {survey} answers, of {seen}, are more than a year older than the as-of date {as_of}.",
        "Add newer answers; older ones are left out of the slides.",
        "Les dernières réponses {survey}, du {seen}, ont plus d'un an de plus que la date d'arrêté {as_of}.",
        "Ajoutez des réponses plus récentes ; les anciennes restent hors des pages.",
    ),
    "year-running": (
        "{seen} runs to {last}, but the figures are as of {as_of}: it is a part of a year.",
        "It is set against no whole year; the newest whole year carries changes and rankings. If the figures "
        "are of the whole year, set the as-of date in Settings to its end.",
        "{seen} court jusqu'au {last}, mais les chiffres sont arrêtés au {as_of} : c'est une partie d'année.",
        "Elle n'est comparée à aucune année entière ; la dernière année entière porte les évolutions et les "
        "classements. Si les chiffres sont ceux de l'année entière, mettez la date d'arrêté à sa fin dans "
        "Paramètres.",
    ),
    "year-ahead": (
        "{seen} begins after the as-of date {as_of}: its figures are no actuals yet.",
        "It is left out of changes and rankings; correct the as-of date in Settings, or take the column out.",
        "{seen} commence après la date d'arrêté {as_of} : ses chiffres ne sont pas encore réalisés.",
        "Elle reste hors des évolutions et des classements ; corrigez la date d'arrêté dans Paramètres, ou "
        "retirez la colonne.",
    ),
    "weights": (
        "The weights of “{axis}” add up to {total}, not 100%.",
        "Change them so that they add up to 100%; until then they are scaled.",
        "Les poids de « {axis} » font {total}, et non 100\u202f%.",
        "Changez-les pour qu'ils fassent 100\u202f% ; d'ici là, ils sont ramenés à 100\u202f%.",
    ),
    "off-scale": (
        "The score {seen} is off the scale of {low} to {high}.",
        "Correct the score, or the scale in Settings.",
        "La note {seen} sort de l'échelle de {low} à {high}.",
        "Corrigez la note, ou l'échelle dans Paramètres.",
    ),
    "not-scored": (
        "No account has a score for “{seen}”.",
        "Add a column “{seen}” to the scores, or delete the criterion.",
        "Aucun compte n'a de note pour « {seen} ».",
        "Ajoutez une colonne « {seen} » aux notes, ou supprimez le critère.",
    ),
    "family-unknown": (
        "No profit has the product family “{seen}”.{did_you_mean}",
        "Write it as on the sheet of profits.",
        "Aucun résultat ne porte la famille de produits « {seen} ».{did_you_mean}",
        "Écrivez-la comme sur la feuille de rentabilité.",
    ),
    "no-profit": (
        "There is no operating profit, and revenue and cost are not both there.",
        "Enter the profit, or revenue and cost.",
        "Il n'y a pas de résultat, et le chiffre d'affaires et le coût n'y sont pas tous deux.",
        "Saisissez le résultat, ou le chiffre d'affaires et le coût.",
    ),
    "profit-differs": (
        "The operating profit is {seen}, but revenue less cost is {told}.",
        "Correct one of the three figures.",
        "Le résultat est de {seen}, mais le chiffre d'affaires moins le coût donne {told}.",
        "Corrigez l'un des trois chiffres.",
    ),
    "division-elsewhere": (
        "The division “{seen}” belongs to {other}, not to {account}.",
        "Correct the account or the division.",
        "La division « {seen} » appartient à {other}, et non à {account}.",
        "Corrigez le compte ou la division.",
    ),
    "plan-differs": (
        "The plan of {account} says {seen} here and {first} further up.",
        "Enter it once per account.",
        "Le plan de {account} dit {seen} ici et {first} plus haut.",
        "Saisissez-le une fois par compte.",
    ),
    "loss-positive": (
        "{seen} is a loss and must be negative.",
        "Enter it with a minus sign.",
        "{seen} est une perte et doit être négatif.",
        "Saisissez-le avec un signe moins.",
    ),
    "bridge": (
        "Opening and movements make {told}, but the closing figure is {seen}.",
        "Correct a movement or the closing figure.",
        "L'ouverture et les mouvements font {told}, mais la clôture est de {seen}.",
        "Corrigez un mouvement ou la clôture.",
    ),
    "done-share": (
        "The status is “{status}”, which does not go with this share done.",
        "Done means 100%, and 100% means done.",
        "Le statut est « {status} », ce qui ne va pas avec cet avancement.",
        "Terminé veut dire 100\u202f%, et 100\u202f% veut dire terminé.",
    ),
    "survey-scale": (
        "{seen} is no {survey} result: it goes from 0 to {high}.",
        "Correct the figure, or the survey.",
        "{seen} n'est pas un résultat {survey} : il va de 0 à {high}.",
        "Corrigez le chiffre, ou l'enquête.",
    ),
    "renewal-differs": (
        "The renewal is {seen} here and {other} on the sheet of accounts.",
        "Enter the same date, or one of them only.",
        "Le renouvellement est le {seen} ici et le {other} sur la feuille des comptes.",
        "Saisissez la même date, ou une seule des deux.",
    ),
    "not-at-risk": (
        "“{seen}” has an action but is not in the risk queue.",
        "Add the account to the risks, or set the action to done.",
        "« {seen} » a une action mais n'est pas dans la file de risque.",
        "Ajoutez le compte aux risques, ou mettez l'action à terminé.",
    ),
    "no-figure": (
        "The row has neither a value nor a text.",
        "Enter one of them, or delete the row.",
        "La ligne n'a ni valeur ni texte.",
        "Saisissez l'un des deux, ou supprimez la ligne.",
    ),
    "manager-unknown": (
        "“{seen}” is not the id of a person of this account.{did_you_mean}",
        "Enter the id of the manager, or leave the cell empty for the top.",
        "« {seen} » n'est pas l'id d'une personne de ce compte.{did_you_mean}",
        "Saisissez l'id du supérieur, ou laissez la cellule vide pour le sommet.",
    ),
    "manager-cycle": (
        "The reporting lines run in a circle: {seen}.",
        "Correct “Reports to” of one of them.",
        "Les rattachements tournent en rond : {seen}.",
        "Corrigez « Rattaché à » pour l'un d'eux.",
    ),
    "id-unknown": (
        "“{seen}” is not the id of a person at {account}.{did_you_mean}",
        "Enter an id of the sheet of stakeholders.",
        "« {seen} » n'est pas l'id d'une personne chez {account}.{did_you_mean}",
        "Saisissez un id de la feuille des parties prenantes.",
    ),
    "influence-self": (
        "“{seen}” influences itself.",
        "Correct one of the two ids.",
        "« {seen} » s'influence soi-même.",
        "Corrigez l'un des deux ids.",
    ),
    "reached-early": (
        "The milestone is reached but due on {seen}, after the as-of date {as_of}.",
        "Correct the date, or set reached to no.",
        "Le jalon est atteint mais prévu le {seen}, après la date d'arrêté {as_of}.",
        "Corrigez la date, ou mettez atteint à non.",
    ),
    "no-goal": (
        "The objective “{seen}” has no goal.",
        "Enter the figure to reach.",
        "L'objectif « {seen} » n'a pas de cible.",
        "Saisissez le chiffre à atteindre.",
    ),
    "done-open": (
        "The task was done on {on}, but its status is “{state}”.",
        "Set the status to done, or clear the date.",
        "La tâche est faite depuis le {on}, mais son statut est « {state} ».",
        "Mettez le statut à terminé, ou videz la date.",
    ),
    "target-zero": (
        "The target {seen} is not above zero, so no attainment can be computed.",
        "Enter a target above zero.",
        "La cible {seen} n'est pas supérieure à zéro : aucun taux d'atteinte n'est calculable.",
        "Saisissez une cible supérieure à zéro.",
    ),
    "target-below": (
        "The target {seen} is below today's level {now}.",
        "Correct one of the two levels.",
        "Le niveau visé {seen} est inférieur au niveau actuel {now}.",
        "Corrigez l'un des deux niveaux.",
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
    "more-lines": (
        "And {count} more like the above, the next one here (column “{column}”).",
        'Correct them, leave them out with a condition under “where”, or say unreadable = "leave out".',
        "Et {count} autres comme ci-dessus, dont la suivante ici (colonne « {column} »).",
        'Corrigez-les, écartez-les par une condition sous « where », ou indiquez unreadable = "leave out".',
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
}

WARNINGS = frozenset(
    {
        "legacy", "sheet-twice", "sheet-near", "column-near", "name-near", "note-row",
        "setting-unknown",
        "setting-twice", "period-unknown", "plan-unknown", "group-sizes", "too-many-passes", "after-as-of",
        "lost-active", "no-revenue", "year-gap", "year-running", "year-ahead",
        "mrr-blank", "mrr-ends", "answers-old", "weights", "not-scored",
        "family-unknown", "profit-differs",
        "done-share", "renewal-differs", "not-at-risk", "reached-early", "no-goal", "done-open",
        "target-zero",
        "target-below", "no-figure", "plan-differs", "lines-left-out", "lines-blank", "former-moved",
        "former-continued",
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
