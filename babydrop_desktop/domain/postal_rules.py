"""Which countries' addresses need a state, and which know no postcode (ISO 3166-1 alpha-2)."""

# What an address means that names no country (the contract with the storefront).
DEFAULT_COUNTRY = "US"
# A parcel there is not delivered without its state, province or prefecture.
WITH_STATES = frozenset(
    {"AE", "AU", "BR", "CA", "CN", "ES", "ID", "IN", "IT", "JP", "KR", "MX", "MY", "RU", "TW", "US"}
)

# Without a postcode system of their own, or where the post does not ask for one.
NO_POSTCODES = frozenset(
    {
        "AE", "AG", "AO", "AW", "BF", "BI", "BJ", "BO", "BQ", "BS", "BW", "BZ", "CD", "CF", "CG",
        "CI", "CK", "CM", "CW", "DJ", "DM", "ER", "FJ", "GA", "GD", "GH", "GM", "GN", "GQ", "GY",
        "HK", "IE", "JM", "KI", "KM", "KN", "KP", "LC", "LY", "ML", "MO", "MR", "MW", "NR", "NU",
        "PA", "QA", "RW", "SB", "SC", "SL", "SO", "SR", "SS", "ST", "SX", "SY", "TD", "TF", "TG",
        "TK", "TL", "TO", "TT", "TV", "UG", "VU", "WS", "YE", "ZW",
    }
)  # fmt: skip
