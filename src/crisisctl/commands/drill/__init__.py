"""The commands of ``crisisctl drill``, one file each."""
