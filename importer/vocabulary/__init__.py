"""Words as data: headings, choice words, equipment, units and sentences in four languages; Belgian postcodes; makes."""
