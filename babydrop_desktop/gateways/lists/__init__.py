"""Lists of products that the owner has in files: tables as text, and workbooks."""
