"""What comes back: an edited workbook or CSV read cell by cell, and merged three ways by key."""
