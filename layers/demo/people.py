"""The people of the structures: functions, parts, those who left, those who are in two."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify
from faker import Faker
from psycopg.types.range import DateRange

from actors.enums import Function
from actors.enums import OrganisationKind as Kind
from actors.models import Membership, User
from layers.demo.accounts import ACCOUNTS, DOMAIN, PASSWORD, Account, Post
from layers.demo.chance import SEED, Chance
from layers.demo.country import Country
from layers.demo.staff import Agent
from layers.demo.structures import Structure
from territories.enums import Level

FIRST_DAY = date(2012, 1, 2)
_F = Function
FUNCTIONS: Mapping[Kind, Mapping[Function, float]] = {
    Kind.DIHAL: {_F.CHARGE_DE_MISSION: 5, _F.CHEF_DE_SERVICE: 1, _F.COORDINATION: 1},
    Kind.PREFECTURE: {_F.CHARGE_DE_MISSION: 4, _F.CHEF_DE_SERVICE: 2, _F.COORDINATION: 1},
    Kind.DDETS: {
        **{_F.CHARGE_DE_MISSION: 4, _F.COORDINATION: 2},
        **{_F.CHEF_DE_SERVICE: 1, _F.TRAVAIL_SOCIAL: 1},
    },
    Kind.ARS: {_F.SANTE: 4, _F.CHARGE_DE_MISSION: 2, _F.CHEF_DE_SERVICE: 1},
    Kind.EDUCATION: {_F.COORDINATION: 3, _F.CHARGE_DE_MISSION: 2, _F.MEDIATION: 1},
    Kind.COLLECTIVITE: {
        **{_F.CHARGE_DE_MISSION: 4, _F.TRAVAIL_SOCIAL: 3, _F.COORDINATION: 2},
        **{_F.CHEF_DE_SERVICE: 2, _F.ELU: 1},
    },
    Kind.OPERATEUR: {
        **{_F.TRAVAIL_SOCIAL: 5, _F.MEDIATION: 5, _F.COORDINATION: 3},
        **{_F.CHEF_DE_SERVICE: 1, _F.SANTE: 2, _F.AUTRE: 1},
    },
    Kind.AUTRE: {_F.CHARGE_DE_MISSION: 2, _F.AUTRE: 2},
}
# How many people a structure draws, beside the first
DRAW: Mapping[Kind, float] = {
    **{Kind.DIHAL: 12, Kind.PREFECTURE: 2, Kind.DDETS: 3, Kind.ARS: 4},
    **{Kind.EDUCATION: 1.5, Kind.COLLECTIVITE: 2.5, Kind.OPERATEUR: 5, Kind.AUTRE: 0.5},
}
# To what the members of a kind may be limited, and how often
PARTS_LEVEL: Mapping[Kind, Level] = {
    Kind.ARS: Level.DEPARTEMENT,
    Kind.PREFECTURE: Level.ARRONDISSEMENT,
    Kind.DDETS: Level.ARRONDISSEMENT,
    Kind.OPERATEUR: Level.ARRONDISSEMENT,
}
LIMITED, GONE, TWICE = 0.25, 0.05, 0.1


class People:
    """Makes users, each with a name and an address of his own; one hash serves them all."""

    def __init__(self, country: Country, today: date) -> None:
        self.country = country
        self.today = today
        self.chance = Chance("people")
        self.faker = Faker("fr_FR")
        self.faker.seed_instance(SEED)
        self.password = make_password(PASSWORD)
        self.emails: set[str] = set()
        self.parts = _parts(country)

    def make(self, structures: Sequence[Structure], count: int) -> list[Agent]:
        """At least one in each structure, the accounts among them."""
        agents = list(self._accounts(structures))
        manned = {id(agent.structure) for agent in agents}
        firsts = [row for row in structures if id(row) not in manned]
        agents += [self._agent(row, FIRST_DAY) for row in firsts]
        weights = [DRAW[row.kind] for row in structures]
        more = max(0, count - sum(not account.takes_place for account in ACCOUNTS) - len(firsts))
        drawn = self.chance.choices(structures, weights, k=more)
        agents += [self._newcomer(row) for row in drawn]
        twice = [agent for agent in agents[-more:] if self.chance.happens(TWICE)] if more else []
        agents += [second for agent in twice if (second := self._elsewhere(agent, structures))]
        self._rename(agents)
        return agents

    def _accounts(self, structures: Sequence[Structure]) -> Iterator[Agent]:
        for account in ACCOUNTS:
            if account.takes_place:
                continue
            user = self._user(account.first_name, account.last_name, account.email, FIRST_DAY)
            user.is_staff = user.is_superuser = account.is_administrator
            for post in account.posts:
                structure = self._place_of(account, post, structures)
                yield Agent(structure, user, _membership(structure, user, post.function, FIRST_DAY))

    def _rename(self, agents: Sequence[Agent]) -> None:
        """The first one drawn in the structure becomes the account's."""
        for account in ACCOUNTS:
            if account.takes_place:
                (post,) = account.posts
                pk = self.country.by_slug[post.place]
                there = (row for row in agents if row.kind == post.kind)
                agent = next(row for row in there if pk in row.structure.places)
                user = agent.user
                user.first_name, user.last_name = account.first_name, account.last_name
                user.email, agent.membership.function = account.email, post.function

    def _place_of(self, account: Account, post: Post, structures: Sequence[Structure]) -> Structure:
        pk = self.country.by_slug[post.place]
        found = [row for row in structures if row.kind == post.kind and pk in row.places]
        # The one who is in two structures is not in that of the other account
        return found[min(len(found), len(account.posts)) - 1]

    def _newcomer(self, structure: Structure) -> Agent:
        since = self.today - timedelta(days=self.chance.number(20, 3_000, 1.5))
        agent = self._agent(structure, since)
        if self.chance.happens(GONE):
            gone = since + (self.today - since) * self.chance.uniform(0.5, 0.95)
            agent.membership.during = DateRange(since, gone)
            agent.user.is_active = self.chance.happens(0.4)
        elif self.chance.happens(LIMITED):
            choices = self.parts.get((structure.places[0], PARTS_LEVEL.get(structure.kind)), [])
            agent.parts = tuple(self.chance.some(choices, 2)) if len(choices) > 2 else ()
        return agent

    def _agent(self, structure: Structure, since: date) -> Agent:
        first, last = self.faker.first_name(), self.faker.last_name()
        user = self._user(first, last, self._email(first, last), since)
        function = self.chance.among(FUNCTIONS[structure.kind])
        return Agent(structure, user, _membership(structure, user, function, since))

    def _elsewhere(self, agent: Agent, structures: Sequence[Structure]) -> Agent | None:
        """The same person in a second structure of the same kind, where he went if he left."""
        others = [row for row in structures if row.kind == agent.kind and row != agent.structure]
        if not others or not agent.user.is_active:
            return None
        structure = self.chance.choice(others)
        function = Function(agent.membership.function)
        since = agent.membership.during.upper or agent.since
        return Agent(structure, agent.user, _membership(structure, agent.user, function, since))

    def _email(self, first: str, last: str) -> str:
        name = f"{slugify(first)}.{slugify(last)}"
        numbered = [name, *(f"{name}{number}" for number in range(2, 100))]
        return next(free for each in numbered if (free := f"{each}@{DOMAIN}") not in self.emails)

    def _user(self, first: str, last: str, email: str, since: date) -> User:
        self.emails.add(email)
        pair = (self.chance.randrange(100), self.chance.randrange(100))
        return User(
            email=email,
            first_name=first,
            last_name=last,
            phone="06 39 98 {:02d} {:02d}".format(*pair),  # kept for fiction
            password=self.password,
            date_joined=self.chance.moment(since, 9),
        )


def _membership(structure: Structure, user: User, function: Function, since: date) -> Membership:
    return Membership(
        organisation=structure.organisation,
        user=user,
        function=function,
        during=DateRange(since, None),
    )


def _parts(country: Country) -> dict[tuple[int, Level | None], list[int]]:
    """(container, level) → the areas of that level in it."""
    found: dict[tuple[int, Level | None], dict[int, None]] = {}
    for towns in country.towns.values():
        for town in towns:
            for area in country.around(town, *PARTS_LEVEL.values()):
                for container in town.containers:
                    found.setdefault((container, area.level), {})[area.pk] = None
    return {key: sorted(pks) for key, pks in found.items()}
