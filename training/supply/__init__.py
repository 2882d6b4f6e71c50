"""The supply chain: the licences of what Kawat needs, known weaknesses of it, and the bill of materials of the wheel."""
