"""Knows the storefront's tables of people: customers, staff and their addresses."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from babydrop_desktop.db import storefront_enums as enums
from babydrop_desktop.db.functions import utc_now
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.storefront_base import Storefront, plain, unique


class User(Storefront):
    """A person of the storefront: a customer or its staff."""

    __tablename__ = "User"
    __table_args__ = (
        unique("User", "email"),
        plain("User", "email"),
        plain("User", "role"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str]
    email_verified: Mapped[datetime | None] = mapped_column("emailVerified")
    first_name: Mapped[str | None] = mapped_column("firstName")
    last_name: Mapped[str | None] = mapped_column("lastName")
    password: Mapped[str]
    phone: Mapped[str | None]
    avatar: Mapped[str | None]
    role: Mapped[str] = mapped_column(enums.USER_ROLE, server_default="CUSTOMER")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")
    last_login_at: Mapped[datetime | None] = mapped_column("lastLoginAt")
    cart_id: Mapped[str | None] = mapped_column("cartId")


class Address(Storefront):
    """An address in a customer's address book."""

    __tablename__ = "Address"
    __table_args__ = (
        plain("Address", "userId"),
        plain("Address", "userId", "isDefault"),
    )
    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column("userId", ForeignKey("User.id", ondelete="CASCADE"))
    first_name: Mapped[str] = mapped_column("firstName")
    last_name: Mapped[str] = mapped_column("lastName")
    company: Mapped[str | None]
    line1: Mapped[str]
    line2: Mapped[str | None]
    city: Mapped[str]
    state: Mapped[str]
    zip: Mapped[str]
    country: Mapped[str] = mapped_column(server_default="US")
    phone: Mapped[str | None]
    is_default: Mapped[bool] = mapped_column("isDefault", server_default=sa.false())
    type: Mapped[str] = mapped_column(enums.ADDRESS_TYPE, server_default="SHIPPING")
    created_at: Mapped[datetime] = mapped_column("createdAt", server_default=utc_now())
    updated_at: Mapped[datetime] = mapped_column("updatedAt")
