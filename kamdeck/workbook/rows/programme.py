"""Rows about the key account programme: charter, rollout, team, tasks and evaluation."""

from __future__ import annotations

import datetime

from kamdeck.workbook import choices
from kamdeck.workbook.columns import EVERYONE, INSIDE, Row, column


class Clause(Row):
    """One line of the charter."""

    section: str = column(
        "choice", "Section", "Section", "Part of the charter", "Partie de la charte", choices=choices.CHARTER
    )
    label: str | None = column(
        "text", "Title", "Titre", "Short heading", "Intitulé court", default=None, also=("label",)
    )
    text: str | None = column(
        "text", "Text", "Texte",
        "The line; {accounts}, {revenue}, {tier_a_accounts} and {tier_a_share} become figures",
        "La ligne ; {accounts}, {revenue}, {tier_a_accounts} et {tier_a_share} deviennent des chiffres",
        default=None,
    )  # fmt: skip
    measure: str | None = column(
        "choice", "Measure", "Mesure", "For objectives: a figure kamdeck computes",
        "Pour les objectifs : un chiffre que kamdeck calcule", default=None, choices=choices.CHARTER_MEASURE,
    )  # fmt: skip
    actual: float | None = column(
        "number",
        "Actual",
        "Réel",
        "For a figure of your own",
        "Pour un chiffre à vous",
        default=None,
        also=("réalisé",),
    )
    target: float | None = column(
        "number", "Goal", "Cible", "For objectives", "Pour les objectifs", default=None, also=("target",)
    )
    unit: str | None = column(
        "choice",
        "Unit",
        "Unité",
        "How it is shown",
        "Comment il est affiché",
        default=None,
        choices=choices.UNIT,
    )
    date: datetime.date | None = column(
        "date", "Date", "Date", "Signed, valid from, valid to", "Signé, valable du, au", default=None
    )


class RolloutTask(Row):
    """One task of the rollout calendar."""

    workstream: str = column("text", "Workstream", "Chantier", "Groups the tasks", "Regroupe les tâches")
    owner: str | None = column(
        "text", "Owner", "Porteur", "Who leads the workstream", "Qui pilote le chantier", default=None,
        also=("workstream owner", "responsable"),
    )  # fmt: skip
    task: str = column("text", "Task", "Tâche", "What is done", "Ce qui est fait")
    start_on: datetime.date = column(
        "date", "Start", "Début", "First day", "Premier jour", also=("start on",)
    )
    due_on: datetime.date = column(
        "date", "End", "Fin", "Planned last day", "Dernier jour prévu", also=("due", "due on")
    )
    revised_due_on: datetime.date | None = column(
        "date", "Due again", "Nouvelle fin", "New last day, if late", "Nouvelle date, si retard",
        default=None,
        also=("revised due", "revised due on"),
    )  # fmt: skip
    status: str | None = column(
        "choice",
        "Status",
        "Statut",
        "How it goes",
        "Où elle en est",
        default=None,
        choices=choices.ROLLOUT_STATUS,
    )
    needed_for: str | None = column(
        "text", "Needed for", "Nécessaire pour", "A milestone of Milestones", "Un jalon de Jalons",
        default=None,
        refers="milestones",
    )  # fmt: skip
    note: str | None = column(
        "text",
        "Note",
        "Remarque",
        "Shown beside the bar",
        "Affichée près de la barre",
        default=None,
        readers=INSIDE,
    )


class Milestone(Row):
    """One milestone of the rollout."""

    milestone: str = column("text", "Milestone", "Jalon", "Its name", "Son nom")
    due_on: datetime.date = column(
        "date", "Date", "Date", "When it is due", "Date prévue", also=("due", "due on", "échéance")
    )
    reached: bool = column("yes", "Reached", "Atteint", "Is it reached?", "Est-il atteint ?", default=False)


class Member(Row):
    """One member of a team."""

    member: str = column("text", "Name", "Nom", "Person", "Personne", also=("member", "membre"))
    role: str | None = column("text", "Role", "Rôle", "Role in the team", "Rôle dans l'équipe", default=None)
    team: str | None = column(
        "text", "Team", "Équipe", "An account, or the programme", "Un compte, ou le programme", default=None
    )
    region: str | None = column("text", "Region", "Région", "Where", "Où", default=None)
    reports_to: str | None = column(
        "text", "Reports to", "Rattaché à", "Name of the manager", "Nom du supérieur", default=None
    )


class Responsibility(Row):
    """One letter of the RACI: what one member is for one activity."""

    account: str | None = column(
        "text", "Account", "Compte", "The account the team serves", "Le compte que sert l'équipe",
        default=None,
        refers="accounts",
    )  # fmt: skip
    activity: str = column("text", "Activity", "Activité", "What is done", "Ce qui est fait")
    member: str = column(
        "text",
        "Member",
        "Membre",
        "Someone of Team",
        "Quelqu'un de Équipe",
        refers="team",
        also=("name", "nom"),
    )
    letter: str = column(
        "choice", "Letter", "Lettre", "R does, A answers, C is asked, I is told",
        "R réalise, A approuve, C est consulté, I est informé", choices=choices.LETTER, also=("raci",),
    )  # fmt: skip


class Task(Row):
    """One task of a to-do list."""

    task: str = column("text", "Task", "Tâche", "What is done", "Ce qui est fait", readers=EVERYONE)
    owner: str = column(
        "text", "Owner", "Porteur", "Who does it", "Qui le fait", also=("responsable",), readers=EVERYONE
    )
    account: str | None = column(
        "text", "Account", "Compte", "An account of the Accounts sheet", "Un compte de la feuille Comptes",
        default=None, refers="accounts", readers=EVERYONE,
    )  # fmt: skip
    priority: str | None = column(
        "choice",
        "Priority",
        "Priorité",
        "How urgent",
        "Quelle urgence",
        default=None,
        choices=choices.PRIORITY,
    )
    due_on: datetime.date | None = column(
        "date",
        "Due",
        "Échéance",
        "By when",
        "Pour quand",
        default=None,
        also=("due on",),
        readers=EVERYONE,
    )
    status: str = column(
        "choice",
        "Status",
        "Statut",
        "How it goes",
        "Où elle en est",
        default="open",
        choices=choices.TASK_STATUS,
        readers=EVERYONE,
    )
    done_on: datetime.date | None = column(
        "date",
        "Done on",
        "Fait le",
        "Day it was done",
        "Jour où ce fut fait",
        default=None,
        readers=EVERYONE,
    )
    shared: bool = column(
        "yes", "Shared", "Partagé", "May the account itself see it?", "Le compte lui-même peut-il le voir ?",
        default=False, also=("shared with the account", "partagé avec le compte"), readers=EVERYONE,
        opens=(True,),
    )  # fmt: skip


class Evaluation(Row):
    """One measure of one key account manager."""

    manager: str = column("text", "Manager", "Responsable", "Key account manager", "Responsable grand compte")
    measure: str = column("text", "Measure", "Mesure", "What is measured", "Ce qui est mesuré")
    unit: str | None = column(
        "choice",
        "Unit",
        "Unité",
        "How it is shown",
        "Comment elle est affichée",
        default=None,
        choices=choices.UNIT,
    )
    target: float = column(
        "number", "Target", "Cible", "What was agreed", "Ce qui était convenu", also=("objectif",)
    )
    actual: float | None = column(
        "number",
        "Actual",
        "Réel",
        "If entered by hand",
        "Si saisi à la main",
        default=None,
        also=("réalisé",),
    )
    weight: float = column(
        "share",
        "Weight",
        "Poids",
        "Weights of a manager add up to 100%",
        "Les poids d'un responsable font 100 %",
        low=0,
    )
    actual_from: str | None = column(
        "choice", "Actual from", "Réel tiré de", "The sheet that gives the figure",
        "La feuille qui donne le chiffre",
        default=None, choices=choices.ACTUAL_FROM,
    )  # fmt: skip
    better: str = column(
        "choice", "Better", "Mieux", "Higher, or lower as for churn or days; empty: higher",
        "Plus haut, ou plus bas comme pour le départ ou les jours ; vide : plus haut",
        default="higher", choices=choices.BETTER, also=("direction", "comparison", "comparaison", "sens"),
    )  # fmt: skip


class BuildingBlock(Row):
    """One building block of the programme's maturity."""

    block: str = column(
        "text", "Block", "Brique", "Its name", "Son nom", also=("building block", "fondation")
    )
    description: str | None = column(
        "text", "Description", "Description", "In a few words", "En quelques mots", default=None
    )
    level_now: float | None = column(
        "number", "Level now", "Niveau actuel", "1 to 5", "1 à 5", default=None, low=0, high=5
    )
    level_target: float | None = column(
        "number", "Target", "Niveau visé", "1 to 5", "1 à 5", default=None, low=0, high=5,
        also=("target level", "level target", "cible"),
    )  # fmt: skip
    next_step: str | None = column(
        "text", "Next step", "Prochaine étape", "What we do next", "Ce que nous faisons ensuite", default=None
    )
    owner: str | None = column(
        "text", "Owner", "Porteur", "Who does it", "Qui le fait", default=None, also=("responsable",)
    )
    due_on: datetime.date | None = column(
        "date", "Due", "Échéance", "By when", "Pour quand", default=None, also=("due on",)
    )
