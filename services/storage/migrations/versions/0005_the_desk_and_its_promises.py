"""The desk and its promises."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "calls",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("owner", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clerk_id", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("taken_by", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(
            "ix_calls_lapsed",
            ["called_at"],
            unique=False,
            sqlite_where=sa.text("state = 'lapsed'"),
            postgresql_where=sa.text("state = 'lapsed'"),
        )
        batch_op.create_index(
            "ix_calls_open_called",
            ["called_at"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index("ix_calls_owner_id", ["owner", "id"], unique=False)
        batch_op.create_index(
            "uq_calls_open",
            ["owner"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "clerks",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("roles", sa.String(length=120), nullable=False),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("setup_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("setup_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("subject", sa.LargeBinary(), nullable=True),
        sa.Column("subject_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("demo_key", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clerks")),
        sa.UniqueConstraint("demo_key", name=op.f("uq_clerks_demo_key")),
        sa.UniqueConstraint("number", name=op.f("uq_clerks_number")),
        sa.UniqueConstraint("subject_hash", name=op.f("uq_clerks_subject_hash")),
    )
    op.create_table(
        "todos",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("queue", sa.String(length=12), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("clerk_id", sa.BigInteger(), nullable=True),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next", sa.LargeBinary(), nullable=False),
        sa.Column("holder", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_todos")),
    )
    with op.batch_alter_table("todos", schema=None) as batch_op:
        batch_op.create_index(
            "ix_todos_late",
            ["due", "id"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL AND escalated_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL AND escalated_at IS NULL"),
        )
        batch_op.create_index(
            "ix_todos_open_clerk",
            ["queue", "clerk_id", "due", "id"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.create_index(
            "ix_todos_open_due",
            ["queue", "due", "id"],
            unique=False,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.create_index(
            "uq_todos_open",
            ["queue", "about"],
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )

    op.create_table(
        "clerk_sessions",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("clerk_id", sa.BigInteger(), nullable=False),
        sa.Column("setting_up", sa.Boolean(), nullable=False),
        sa.Column("system", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["clerk_id"], ["clerks.id"], name=op.f("fk_clerk_sessions_clerk_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clerk_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_clerk_sessions_token_hash")),
    )
    with op.batch_alter_table("clerk_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clerk_sessions_clerk_id"), ["clerk_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_clerk_sessions_last_seen_at"), ["last_seen_at"], unique=False
        )

    op.create_table(
        "visits",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("ward", sa.String(length=60), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exact", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_visits_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("case_id", name=op.f("uq_visits_case_id")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visits_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "visit_reports",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("visit_id", sa.BigInteger(), nullable=False),
        sa.Column("once", sa.LargeBinary(length=32), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("clerk_id", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_visit_reports_visit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_reports")),
        sa.UniqueConstraint("once", name=op.f("uq_visit_reports_once")),
    )
    with op.batch_alter_table("visit_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_reports_visit_id"), ["visit_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("visit_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_reports_visit_id"))

    op.drop_table("visit_reports")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visits_starts_at"))

    op.drop_table("visits")
    with op.batch_alter_table("clerk_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clerk_sessions_last_seen_at"))
        batch_op.drop_index(batch_op.f("ix_clerk_sessions_clerk_id"))

    op.drop_table("clerk_sessions")
    with op.batch_alter_table("todos", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_todos_open",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_todos_open_due",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_todos_open_clerk",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_todos_late",
            sqlite_where=sa.text("settled_at IS NULL AND escalated_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL AND escalated_at IS NULL"),
        )

    op.drop_table("todos")
    op.drop_table("clerks")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calls_open",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_calls_owner_id")
        batch_op.drop_index(
            "ix_calls_open_called",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_calls_lapsed",
            sqlite_where=sa.text("state = 'lapsed'"),
            postgresql_where=sa.text("state = 'lapsed'"),
        )

    op.drop_table("calls")
