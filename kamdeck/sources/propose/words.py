"""What a header can mean, by its words in English and French: "Customer Name", `idClient`, CA HT (k€).

A header has a role when each of the role's groups of words is in it and no word is left over that the role
does not know: "Customer Name" names an account, "Customer Since" and "Customer Type" do not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kamdeck.record import record
from kamdeck.workbook.units import named_unit
from kamdeck.workbook.wording import fold

Group = frozenset[str]


@record
class Role:
    """What a header may mean: it has a word of each group of `needs`, all others are in `may`."""

    name: str
    needs: tuple[Group, ...]
    may: Group = frozenset()


_TABLE = """
# sets that others take up
@customer: account accounts acheteur buyer client clientele clients compte comptes customer customers
    debiteur debitor debtor kunde kunden tiers
@sale: accounting achat beleg booking commande commandes comptable document facturation facture factures
    invoice invoiced invoicing operation order ordered orders piece posted posting purchase purchased
    rechnung sale sales transaction vente ventes
@money: actual amount annual annuel cad chf currency devise dollars eur euro euros gbp internet item ligne
    lignes line lines local montant position realise reel row somme sum total totals totaux us usd valeur
    value
@otherday: begin birth close closing created creation debut delivered delivery due echeance end expedition
    expiration expiry fin livraison modified naissance paid paiement payment previsionnelle prevue
    reglement renewal required ship shipped shipping signature start updated
@net: ex excl excluding exclusive hors ht htva net nets netto
@gross: brut brutto compris comprises gross incl including inclusive toutes ttc
@vat: tax taxe taxes tva vat
@company: companies company entreprise entreprises firm firma organisation organization societe societes
@ids: code id identifiant identifier ids key matricule n no nr num number numero ref reference
@names: complet full name names nom noms
@date: date dates datum day jour le on
@fill: of the de du des la le les l d a in en et and for per par pour to sur
@cancelled: cancelled canceled cancel annule annulee annules annulees annulation void voided rejected rejete
    refuse refusee storno storniert draft brouillon quote devis proforma
@credits: avoir avoirs credit refund refunds return retour remboursement gutschrift cn rma
@planned: budget objectif objectifs target targets forecast plan planned prevision previsions previsionnel
    goal goals quota
@recurring: mrr rmr recurring recurrent recurrents abonnement abonnements subscription subscriptions
@selling: sales revenue revenues turnover ca chiffre affaires ventes vente montant amount net ht customer
    client
# role: words of which one must be there + words of which one must be there | what else may be there
account: @customer | @company @names bill billing cle end facture final grand key legal raison sociale
    sold
account: denomination raison + sociale | @customer
account: @company | @names legal
account id: @customer + @ids | @company sold
contact: contact contacts | @customer @names first last main person personne prenom principal
first name: first firstname forename given prenom vorname | @customer @names contact
last name: family last lastname surname + name nom | @customer contact
last name: lastname nachname surname | @customer contact
name: name names nom noms | complet full prenom
sale date: @date + @sale
date: @date | effective period periode valeur value
other date: @date + @otherday | @customer @sale cible dernier derniere last limite target
year: an annee exercice fy jahr year | @sale @ids calendar civile financial fiscal
month: mois monat month period periode | @sale @ids annee end fin fiscal year
net: @net | @vat @sale @money affaires ca chiffre price prix revenu revenue turnover
line: etendu extended + amount cost montant price prix | @money
line: ligne lignes line lines + amount montant total valeur value | @money
sales: ca revenu revenue revenues revenus sale sales turnover umsatz vente ventes | @money
sales: chiffre + affaire affaires | @money
amount: amount amounts betrag montant montants total valeur value | @sale @money
gross: @gross | @vat @sale @money affaires ca chiffre price prix revenue turnover
price: preis price prix pu rate tarif | @money each ht net sale selling u unit unitaire vente
price: unit + price prix | ht net
price: p + u
quantity: menge nb nombre pieces qte qty quantite quantites quantity unites units | @sale articles
    commandee commandees facturee items sold unites units vendue vendues
discount: discount discounts rabais rebate reduction remise remises | amount ligne line montant pct
    percent pourcent pourcentage rate taux
discounted: discount discounts rabais rebate reduction remise remises + amount montant
tax: tax taxe taxes tva vat | amount montant rate taux total
profit: benefice earnings marge margin profit profits resultat | amount brute exploitation gross montant
    net operating operationnel total
order: bill bon commande document facture invoice order piece transaction + @ids | @sale
order: commande facture invoice order
product: article articles item product products produit produits sku | @ids @names description designation
    libelle
family: categorie category famille family gamme range | item line product products produit produits sous
    sub
family: product produit + categorie category famille family group groupe ligne line
segment: branche industrie industry secteur sector segment segments vertical | @customer activite activity
    marche market
segment: categorie category group groupe type + @customer
region: area region regions territoire territory zone | @customer commerciale geographique sales
region: country land pays | @customer region ship
manager: commercial gestionnaire kam salesman salesperson salesrep vendeur | @names account compte rep
    responsable sales
manager: charge directeur director executive manager owner rep representative responsable + @customer
    affaires area commercial grand key regional sales | @names affaires
currency: ccy curr currency devise monnaie waehrung | @ids
status: avancement etat state status statut | @customer @sale actuel current tache task
type: categorie kind nature sens type | @sale doc ligne line
task: action actions activite activity tache taches task tasks todo | @names description do faire intitule
    item items libelle required requise
task: component deliverable jalon livrable lot package | @names description work
task: do faire | item que quoi what
description: description designation detail details element intitule item libelle objet subject sujet
    summary title titre | courte issue point short
owner: acteur affecte assigned assignee attribue lead owner pilote porteur proprietaire qui resource
    responsable ressource who | @names action by component risk risque tache task work
due: deadline due echeance limite target | cible date finish
due: date + butoir cible due end fin finish limite prevue target | task
start: begin beginning debut demarrage start | baseline date dates datum day jour on planned prevu prevue
end: end fin finish | baseline date dates datum day jour on planned prevu prevue
done: closed cloture completed completion done effective realisation resolved | date dates datum day jour
    on
priority: importance priorite priority urgence urgency | level niveau
workstream: chantier lot phase project projet stream theme workstream | @ids @names
risk: issue menace probleme risk risks risque risques threat | @names description evenement event
    identifie intitule libelle title titre
probability: likelihood occurrence probabilite probability vraisemblance | level niveau p risk risque
    score
impact: consequence gravite impact severite severity | i level niveau risk risque score
mitigation: attenuation countermeasure mitigation mitigations parade response traitement | action actions
    mesure mesures plan risk risque strategie strategy
mitigation: mesure mesures plan + action actions attenuation preventive | corrective
title: fonction job position poste role title titre | contact job
organisation: @company departement department entite entity service | @names
stakeholder: stakeholder stakeholders | @ids @names
stakeholder: partie parties + prenante prenantes | @names
power: influence pouvoir power | decision level niveau rang rank
interest: interest interet | level niveau
attitude: adhesion attitude position posture relation relationship sentiment support | actuelle current
    level niveau
email: courriel e email mail | address adresse mail
activity: activite activites activities activity decision deliverable etape fonctionnalite livrable
    process processus step tache taches task | @names cle description key
letter: raci | code letter lettre role
mrr: mrr rmr | @money
mrr: recurrent recurring + revenu revenue | mensuel monthly
nps: nps | net note promoter rating score
csat: csat satisfaction | client customer note rate rating score taux
since: depuis since | @customer date dates datum day jour on
renewal: renewal renouvellement | contract contrat date dates datum day jour on
"""


def _read(table: str) -> tuple[dict[str, Group], tuple[Role, ...]]:
    """The sets and the roles of a table of words."""
    sets: dict[str, Group] = {}
    roles: list[Role] = []
    for line in table.replace("\n    ", " ").strip().splitlines():
        name, _, rest = line.partition(": ")
        needs, _, may = rest.partition(" | ")
        if name.startswith("@"):
            sets[name] = _words(rest, sets)
        elif not line.startswith("#"):
            groups = tuple(_words(part, sets) for part in needs.split(" + "))
            roles.append(Role(name, groups, _words(may, sets)))
    return sets, tuple(roles)


def _words(text: str, sets: dict[str, Group]) -> Group:
    return frozenset(word for part in text.split() for word in sets.get(part, (part,)))


_SETS, ROLES = _read(_TABLE)
_FILL = _SETS["@fill"]
CANCELLED, CREDITS = _SETS["@cancelled"], _SETS["@credits"]
PLANNED, RECURRING, SALES = _SETS["@planned"], _SETS["@recurring"], _SETS["@selling"]
_KNOWN = frozenset().union(*(group for role in ROLES for group in (*role.needs, role.may)))
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zß-ÿ])")
_SHORTEST = 2


@lru_cache(maxsize=2_000)
def words_of(label: str) -> tuple[str, ...]:
    """The words of a header: of `idClient`, CUSTOMERNAME and "Nom_Client" too; a unit is none."""
    found: list[str] = []
    for word in fold(_CAMEL.sub(" ", named_unit(label).bare)).split():
        found += [word] if word in _KNOWN or word in _FILL else _parted(word)
    return tuple(found)


def _parted(word: str) -> list[str]:
    """A word that is two or three known ones written together; else the word."""
    for place in range(len(word) - _SHORTEST, _SHORTEST - 1, -1):
        head, tail = word[:place], word[place:]
        if head in _KNOWN and (rest := [tail] if tail in _KNOWN else _parted(tail)) != [tail]:
            return [head, *rest]
        if head in _KNOWN and tail in _KNOWN:
            return [head, tail]
    return [word]


@lru_cache(maxsize=2_000)
def roles_of(label: str) -> tuple[str, ...]:
    """The roles that a header may have, the closest first: those that need most words."""
    words = [word for word in words_of(label) if not word.isdigit()]
    found = [role for role in ROLES if _fits(role, words)]
    found.sort(key=lambda role: -len(role.needs))
    return tuple(dict.fromkeys(role.name for role in found))


def _fits(role: Role, words: list[str]) -> bool:
    if not words or not all(any(word in group for word in words) for group in role.needs):
        return False
    needed = frozenset().union(*role.needs)
    return all(word in needed or word in role.may or word in _FILL for word in words)


def sounds(text: str, group: Group) -> bool:
    """True for a value with a word of the group in it, such as "Credit note" or "Annulée"."""
    return not group.isdisjoint(fold(text).split())
