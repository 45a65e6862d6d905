"""What each reader of a planted world should get, by the reference."""

from dataclasses import dataclass

from journal.models import AttentionPoint, Entry
from sites.models import Site
from tests.leaks.plan import Post, World
from tests.leaks.planting import Message, Planted
from tests.leaks.rules import Rules


@dataclass
class Expected:
    plan: World
    planted: Planted

    def __post_init__(self) -> None:
        now = [
            [after for _, after in pairs]
            for pairs in (self.plan.structures, self.plan.people, self.plan.presences)
        ]
        self.rules = Rules(*now)

    def sites(self, reader: int) -> set[Site]:
        sees = self.rules.sees
        return {site for name, site in self.planted.sites.items() if sees(reader, name)}

    def messages(self, reader: int) -> list[Message]:
        return [one for one in self.planted.messages if self._reads(reader, one)]

    def entries(self, reader: int) -> set[Entry]:
        return {one.entry for one in self.messages(reader)}

    def points(self, reader: int) -> set[AttentionPoint]:
        return {one.point for one in self.messages(reader) if one.point}

    def readers(self, post: Post) -> set[int]:
        """Of what is not written yet: by number."""
        return {one for one in range(len(self.plan.people)) if self.rules.reads(one, post)}

    def about(self, reader: int, read: set[Entry]) -> str:
        """Where it differs, and what the reader is."""
        wrong = {one.word for one in self.planted.messages if one.entry in read}
        posts = [
            (one.post, "read" if one.word in wrong else "not read")
            for one in self.planted.messages
            if (one.word in wrong) != (one in self.messages(reader))
        ]
        person = self.rules.people[reader]
        return f"{posts}\n{person}\n{self.rules.structures[person.structure]}"

    def _reads(self, reader: int, message: Message) -> bool:
        """An answer is its author's and the thread's; what waits is its author's alone."""
        post = message.post
        if not self.rules.sees(reader, post.site):
            return False
        if message.is_out:
            return reader == message.author or self.rules.reads(reader, post)
        return post.is_waiting and not post.is_removed and reader == message.author
