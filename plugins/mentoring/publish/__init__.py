"""From pages to a folder: written to disk for other engines, or built and swapped in."""
