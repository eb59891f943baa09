"""From what a playbook's author wrote to the exact text that leaves: gaps, words for facts, layout, length."""
