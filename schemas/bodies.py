"""What the documents say of bodies: the posts that people hold in them, and what they do."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pipeline.declare import (
    CONTEXTUAL,
    LITERAL,
    NUMBER,
    Finding,
    Record,
    Table,
    column,
    key,
    ref,
    slug,
)


class Post(Record):
    """One post of one person, taken out of a roster line or of the office of a mention."""

    TABLE: ClassVar[Table] = Table(
        "posts", "Posts", "职务",
        "Bodies and posts of people on rosters and in mentions, one row a post.",
        "名单与提及中各人的单位与职务，一职一行。",
        unique=(("list_entry_id", "mention_id", "organization_as_printed", "post"),),
    )  # fmt: skip
    post_id: str = key("Post", "职务编号", "Identifier of the post.", "职务的标识。")
    list_entry_id: str | None = ref(
        "list_entries",
        "List entry",
        "名单条目",
        "The roster line that prints it.",
        "所在名单条目。",
    )
    mention_id: str | None = ref(
        "mentions", "Mention", "提及", "The mention that prints it.", "所在提及。"
    )
    document_id: str = ref("documents", "Document", "文献", "The document that says it.",
                           "出处文献。")  # fmt: skip
    at: str = column(
        "At", "所在", "Passage of the document: `words`, or `first words…last words`.",
        "文献中的所在：原词，或“起首…末尾”。", min_length=1,
    )  # fmt: skip
    organization_id: str | None = ref(
        "organizations", "Organization", "组织", "The body; none where none can be told.",
        "所在机构；无从得知者从缺。", printed=CONTEXTUAL,
    )  # fmt: skip
    organization_as_printed: str | None = column(
        "Organization as printed", "机构原文", "The body, as printed; empty if only the post is.",
        "机构，照录；只印职务者从缺。", printed=LITERAL,
    )  # fmt: skip
    post: str | None = column(
        "Post", "职务", "The post with its department, as printed; empty where only the body is.",
        "职务连同部门，照录；只印机构者从缺。", printed=LITERAL,
    )  # fmt: skip

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """The mention or roster line, and the number of the post in it."""
        of = slug(cells["mention_id"] or cells["list_entry_id"])
        return f"{of}-{NUMBER}" if of else None

    def findings(self) -> Iterable[Finding]:
        """A post is of a roster line or of a mention, and it states something."""
        if (self.list_entry_id is None) == (self.mention_id is None):
            yield Finding(
                "list_entry_id", "a post is of one roster line or of one mention",
                "fill in list_entry_id or mention_id, and leave the other empty",
                "一条职务只属于一个名单条目或一处提及",
                "请填写 list_entry_id 或 mention_id 之一，另一个留空",
            )  # fmt: skip
        if self.post is None and self.organization_as_printed is None:
            yield Finding(
                "post",
                "this row says nothing",
                "give the post, or the body as printed",
                "此行没有内容",
                "请填写职务，或所印机构",
            )
        if self.organization_as_printed is not None and self.organization_id is None:
            yield Finding(
                "organization_id", "a body is printed, but none is named",
                "name its record; add one to organizations where there is none",
                "印有机构，却没有指明是哪一个", "请指明其记录；没有则在 organizations 中加一行",
            )  # fmt: skip


class OrganizationMention(Record):
    """A body that acts in a document, besides those that posts and event reports name."""

    TABLE: ClassVar[Table] = Table(
        "organization_mentions", "Mentions of organizations", "组织提及",
        "Bodies that act, as documents name them, and what they do.",
        "文献所载有所作为的机构及其所为。",
    )  # fmt: skip
    organization_mention_id: str = key("Mention", "提及编号", "Identifier.", "提及的标识。")
    document_id: str = ref("documents", "Document", "文献", "The document that says it.",
                           "出处文献。")  # fmt: skip
    at: str = column(
        "At", "所在", "Passage of the document: `words`, or `first words…last words`.",
        "文献中的所在：原词，或“起首…末尾”。", min_length=1,
    )  # fmt: skip
    organization_id: str = ref("organizations", "Organization", "组织", "Which body.", "所指机构。",
                               printed=CONTEXTUAL)  # fmt: skip
    name: str = column("Name", "名称原文", "Name as printed.", "名称，照录。", printed=LITERAL)
    deed: str = column("Deed", "所为", "What it does there, in our words.", "其所为（概述）。")

    @classmethod
    def propose_key(cls, cells: Mapping[str, str]) -> str | None:
        """Which body, in which document."""
        return slug(cells["organization_id"], "in", cells["document_id"])
