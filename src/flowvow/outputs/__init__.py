"""Floor 4: report to text, JSON and other formats, one file each."""
