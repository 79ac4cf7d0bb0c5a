"""Who people are and who helps them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "oidc_trips",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("state_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("owner_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oidc_trips")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_oidc_trips_state_hash")),
    )
    with op.batch_alter_table("oidc_trips", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_oidc_trips_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "family_phones",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("by_kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["persons.id"],
            name=op.f("fk_family_phones_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_phones")),
    )
    with op.batch_alter_table("family_phones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_family_phones_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_family_phones_phone_hash"), ["phone_hash"], unique=False
        )

    op.create_table(
        "grants",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("helper_id", sa.BigInteger(), nullable=False),
        sa.Column("helper_name", sa.LargeBinary(), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("cap_fen", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("consent", sa.String(length=12), nullable=True),
        sa.Column("witness", sa.LargeBinary(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["helper_id"], ["persons.id"], name=op.f("fk_grants_helper_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_grants_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("case_id", name=op.f("uq_grants_case_id")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_grants_code_hash")),
    )
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grants_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grants_person_id"), ["person_id"], unique=False)

    op.create_table(
        "identities",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("subject_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_identities_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
    )
    with op.batch_alter_table("identities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identities_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_identities_issuer_person_id", ["issuer", "person_id"], unique=True
        )
        batch_op.create_index(
            "uq_identities_issuer_subject_hash", ["issuer", "subject_hash"], unique=True
        )

    op.create_table(
        "grant_recordings",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("grant_id", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(length=40), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sound", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["grants.id"], name=op.f("fk_grant_recordings_grant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_recordings")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_grant_recordings_grant_id")),
        info={"batch": 5},
    )
    op.create_table(
        "grant_uses",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("grant_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_grant_uses_case_id")),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_grant_uses_grant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_uses")),
        sa.UniqueConstraint("case_id", name=op.f("uq_grant_uses_case_id")),
    )
    with op.batch_alter_table("grant_uses", schema=None) as batch_op:
        batch_op.create_index("ix_grant_uses_grant_id_at", ["grant_id", "at"], unique=False)

    op.create_table(
        "sittings",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("actor_kind", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_name", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("grant_id", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_sittings_grant_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_sittings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sittings_token_hash")),
    )
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sittings_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sittings_started_at"), ["started_at"], unique=False)

    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("family", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("person_id", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("page", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("kind", sa.String(length=12), server_default="step", nullable=False)
        )
        batch_op.add_column(sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.alter_column("phone_hash", existing_type=sa.BLOB(), nullable=True)

    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("call", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_why", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("way", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("system", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("mark_hash", sa.LargeBinary(length=32), nullable=True))
        batch_op.add_column(sa.Column("mark_before", sa.LargeBinary(length=32), nullable=True))
        batch_op.add_column(sa.Column("mark_seen_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_column("mark_seen_at")
        batch_op.drop_column("mark_before")
        batch_op.drop_column("mark_hash")
        batch_op.drop_column("system")
        batch_op.drop_column("proved_at")
        batch_op.drop_column("way")
        batch_op.drop_column("ended_why")

    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.drop_column("call")
        batch_op.drop_column("called_at")

    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.alter_column("phone_hash", existing_type=sa.BLOB(), nullable=False)

    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_column("posted_at")
        batch_op.drop_column("kind")
        batch_op.drop_column("page")

    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.drop_column("person_id")
        batch_op.drop_column("family")

    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sittings_started_at"))
        batch_op.drop_index(batch_op.f("ix_sittings_person_id"))

    op.drop_table("sittings")
    with op.batch_alter_table("grant_uses", schema=None) as batch_op:
        batch_op.drop_index("ix_grant_uses_grant_id_at")

    op.drop_table("grant_uses")
    op.drop_table("grant_recordings")
    with op.batch_alter_table("identities", schema=None) as batch_op:
        batch_op.drop_index("uq_identities_issuer_subject_hash")
        batch_op.drop_index("uq_identities_issuer_person_id")
        batch_op.drop_index(batch_op.f("ix_identities_person_id"))

    op.drop_table("identities")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grants_person_id"))
        batch_op.drop_index(batch_op.f("ix_grants_helper_id"))

    op.drop_table("grants")
    with op.batch_alter_table("family_phones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_family_phones_phone_hash"))
        batch_op.drop_index(batch_op.f("ix_family_phones_person_id"))

    op.drop_table("family_phones")
    with op.batch_alter_table("oidc_trips", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_oidc_trips_expires_at"))

    op.drop_table("oidc_trips")
