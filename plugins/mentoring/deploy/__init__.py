"""A finished site on its way to a server: old or new, never mixed; files of others stay."""
