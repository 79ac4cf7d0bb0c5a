"""Talk, the board and the trail."""

import sqlalchemy as sa
from alembic import op

from services.storage.append_only import postgresql_guard, sqlite_guard

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "board_posts",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("owner", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("wish", sa.String(length=12), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=20), nullable=False),
        sa.Column("wants_public", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=12), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("refusal", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_posts")),
    )
    with op.batch_alter_table("board_posts", schema=None) as batch_op:
        batch_op.create_index("ix_board_posts_owner_id", ["owner", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_board_posts_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_board_posts_shown_id", ["shown", "id"], unique=False)
        batch_op.create_index(
            "ix_board_posts_shown_topic_id", ["shown", "topic", "id"], unique=False
        )

    op.create_table(
        "co_views",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("owner", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("one_question", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("helper_id", sa.BigInteger(), nullable=True),
        sa.Column("helper_name", sa.LargeBinary(), nullable=True),
        sa.Column("pointed", sa.String(length=120), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_views")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_co_views_code_hash")),
        sa.UniqueConstraint("owner", name=op.f("uq_co_views_owner")),
    )
    with op.batch_alter_table("co_views", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_co_views_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_co_views_helper_id"), ["helper_id"], unique=False)

    op.create_table(
        "phrases",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("clerk_id", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrases")),
        sa.UniqueConstraint("key", name=op.f("uq_phrases_key")),
    )
    op.create_table(
        "talks",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("clerk_id", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.LargeBinary(length=32), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("clerk_name", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_talks_code_hash")),
    )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talks_clerk_id"), ["clerk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_talks_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_talks_owner"), ["owner"], unique=False)

    op.create_table(
        "trail",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
    )
    with op.batch_alter_table("trail", schema=None) as batch_op:
        batch_op.create_index(
            "ix_trail_actor_id_actor_kind_id", ["actor_id", "actor_kind", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_trail_at"), ["at"], unique=False)
        batch_op.create_index("ix_trail_subject_id_id", ["subject_id", "id"], unique=False)

    op.create_table(
        "weekly_accounts",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_accounts")),
        sa.UniqueConstraint("week", "person_id", name=op.f("uq_weekly_accounts_week_person_id")),
    )
    op.create_table(
        "board_pieces",
        sa.Column("piece", sa.String(length=40), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["board_posts.id"], name=op.f("fk_board_pieces_post_id")
        ),
        sa.PrimaryKeyConstraint("piece", "post_id", name=op.f("pk_board_pieces")),
    )
    with op.batch_alter_table("board_pieces", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_pieces_post_id"), ["post_id"], unique=False)

    op.create_table(
        "guide_questions",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("locale", sa.String(length=12), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["board_posts.id"], name=op.f("fk_guide_questions_post_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_questions")),
        sa.UniqueConstraint("post_id", name=op.f("uq_guide_questions_post_id")),
    )
    with op.batch_alter_table("guide_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guide_questions_service"), ["service"], unique=False)

    op.create_table(
        "talk_lines",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("talk_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_talk_lines_talk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_lines")),
    )
    with op.batch_alter_table("talk_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_lines_talk_id"), ["talk_id"], unique=False)
    _guard(op.get_bind().dialect.name)


def _guard(dialect: str) -> None:
    """The trail only grows: triggers refuse all but the erasing of what a line says."""
    fixed = ["id", "at", "deed", "actor_kind", "actor_id", "subject_id", "digest", "hash"]
    guards = sqlite_guard if dialect == "sqlite" else postgresql_guard
    for statement in guards("trail", fixed):
        op.execute(statement)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("talk_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_lines_talk_id"))

    op.drop_table("talk_lines")
    with op.batch_alter_table("guide_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guide_questions_service"))

    op.drop_table("guide_questions")
    with op.batch_alter_table("board_pieces", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_pieces_post_id"))

    op.drop_table("board_pieces")
    op.drop_table("weekly_accounts")
    with op.batch_alter_table("trail", schema=None) as batch_op:
        batch_op.drop_index("ix_trail_subject_id_id")
        batch_op.drop_index(batch_op.f("ix_trail_at"))
        batch_op.drop_index("ix_trail_actor_id_actor_kind_id")

    op.drop_table("trail")
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talks_owner"))
        batch_op.drop_index(batch_op.f("ix_talks_ended_at"))
        batch_op.drop_index(batch_op.f("ix_talks_clerk_id"))

    op.drop_table("talks")
    op.drop_table("phrases")
    with op.batch_alter_table("co_views", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_co_views_helper_id"))
        batch_op.drop_index(batch_op.f("ix_co_views_expires_at"))

    op.drop_table("co_views")
    with op.batch_alter_table("board_posts", schema=None) as batch_op:
        batch_op.drop_index("ix_board_posts_shown_topic_id")
        batch_op.drop_index("ix_board_posts_shown_id")
        batch_op.drop_index(batch_op.f("ix_board_posts_person_id"))
        batch_op.drop_index("ix_board_posts_owner_id")

    op.drop_table("board_posts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION trail_refuse()")
