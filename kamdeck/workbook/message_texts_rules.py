"""The texts of `messages` for what rows say against each other: code to (English message, English hint,
French message, French hint)."""

from __future__ import annotations

RULE_TEXTS: dict[str, tuple[str, str, str, str]] = {
    # Rows
    "lines-to-add": (
        "“{seen}” is there in several rows (the first in {first}), and so are {count} in all: these look "
        "like "
        "invoice lines.",
        "Have them added up: in kamdeck.toml, [mapping.{key}] with account, year or date, and a sum, such as "
        'revenue = {{sum = "Amount"}}.',
        "« {seen} » figure dans plusieurs lignes (la première en {first}), comme {count} en tout : on dirait "
        "des "
        "lignes de factures.",
        "Faites-les additionner : dans kamdeck.toml, [mapping.{key}] avec le compte, l'année ou la date, et "
        "une "
        'somme, comme revenue = {{sum = "Montant"}}.',
    ),
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
    "year-named": (
        "{seen} begins after the as-of date {as_of}, but the last year in Settings is not before it: it is "
        "taken for a whole year.",
        "Correct the as-of date, or the last year in Settings.",
        "{seen} commence après la date d'arrêté {as_of}, mais la dernière année dans Paramètres n'est pas "
        "avant : elle est prise pour une année entière.",
        "Corrigez la date d'arrêté, ou la dernière année dans Paramètres.",
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
    # What cannot be
    "parent-unknown": (
        "“{seen}” is no other account of this sheet, and a parent must be one.{did_you_mean}",
        "Correct the name, or add the group as an account.",
        "« {seen} » n'est pas un autre compte de cette feuille, et un groupe doit en être un.{did_you_mean}",
        "Corrigez le nom, ou ajoutez le groupe comme compte.",
    ),
    "group-sum": (
        "“{seen}” is the sum of {names} in every year, which counts twice.",
        "If it is their group, enter it as their Parent on the sheet of accounts: then it counts once.",
        "« {seen} » est la somme des lignes {names} chaque année, ce qui compte double.",
        "S'il s'agit de leur groupe, saisissez-le comme leur Groupe sur la feuille des comptes : il compte "
        "une fois.",
    ),
    "account-alike": (
        "“{seen}” and “{other}” ({first}) differ in capitals, accents or signs only.",
        "Write both alike if they are one account; give one of them another name if they are two.",
        "« {seen} » et « {other} » ({first}) ne diffèrent que par la casse, les accents ou les signes.",
        "Écrivez-les de la même façon s'il s'agit d'un seul compte ; sinon, renommez l'un des deux.",
    ),
    "threshold-share": (
        "The threshold {seen} reads as {as_percent}, and its unit is a share.",
        "Enter 5% as 5% or 0.05.",
        "Le seuil {seen} se lit {as_percent}, et son unité est une part.",
        "Saisissez 5\u202f% sous la forme 5\u202f% ou 0,05.",
    ),
    "nps-average": (
        "{seen} is no answer: an NPS answer is a whole number from 0 to 10.",
        "Enter one row per answer, or per value with its number of answers; an average has no promoters.",
        "{seen} n'est pas une réponse : une réponse NPS est un nombre entier de 0 à 10.",
        "Saisissez une ligne par réponse, ou par note avec son nombre ; une moyenne n'a pas de promoteurs.",
    ),
    "csat-scale": (
        "None of the {count} CSAT scores is above {high}, and CSAT goes from 0 to 100.",
        "Enter them on a scale of 0 to 100: 4.2 of 5 is 84.",
        "Aucune des {count} notes CSAT ne dépasse {high}, et CSAT va de 0 à 100.",
        "Saisissez-les sur une échelle de 0 à 100 : 4,2 sur 5 font 84.",
    ),
    "stake-above": (
        "{seen} MRR is at risk here, and the account's MRR of {month} is {most}.",
        "Correct the figure, or leave it empty to take the account's latest MRR.",
        "{seen} de RMR sont à risque ici, et le RMR du compte au {month} est de {most}.",
        "Corrigez le chiffre, ou laissez-le vide pour prendre le dernier RMR du compte.",
    ),
    "use-unvalued": (
        "“{seen}” is in use here and has no value, so what is in use is not known.",
        "Enter what it brings a year, or 0.",
        "« {seen} » est en service ici sans valeur : le montant en service n'est pas connu.",
        "Saisissez ce qu'il rapporte par an, ou 0.",
    ),
    "use-above": (
        "{seen} is in use at {account}, which had revenue of {most} in {year}.",
        "Correct the values (currency a year) or the revenue.",
        "{seen} sont en service chez {account}, dont le chiffre d'affaires {year} est de {most}.",
        "Corrigez les valeurs (par an) ou le chiffre d'affaires.",
    ),
    "two-accountable": (
        "“{seen}” has several people accountable (A): {names}.",
        "Leave the A with one of them.",
        "« {seen} » a plusieurs personnes qui approuvent (A) : {names}.",
        "Ne laissez le A qu'à l'une d'elles.",
    ),
    "none-accountable": (
        "Nobody is accountable (A) for “{seen}”.",
        "Give one person the A.",
        "Personne n'approuve (A) « {seen} ».",
        "Donnez le A à une personne.",
    ),
}
