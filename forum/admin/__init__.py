"""What administrators do: sections, boards and their settings, appointments, whatever else keeps the forum going."""
