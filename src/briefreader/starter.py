"""Starter: the tags a new codebook begins with, for letters on foreign policy and on Ukraine."""

from __future__ import annotations

from briefreader.annotations import Codebook, Tag

STARTER = Codebook(
    (
        Tag("sanctions", "amber", "Sanctions and how they are kept, evaded and widened", 1),
        Tag("F-16", "sky", "The aircraft: delivery, training, upkeep, munition", 2),
        Tag("militaire steun", "green", "Arms, training and money for the armed forces", 3),
        Tag("veiligheidsgaranties", "violet", "What is to keep a peace: guarantees, missions, mandates", 4),
        Tag("vredesonderhandelingen", "pink", "Talks on a truce or peace, and who is at the table", 5),
        Tag("wederopbouw", "yellow", "Damage, recovery, and who pays for it", 6),
        Tag("Russische tegoeden", "vermilion", "Frozen assets: interest, loans, confiscation", 7),
        Tag("NAVO", "blue", "The alliance: membership, spending, decisions", 8),
        Tag("gerechtigheid", "grey", "Tribunal, prosecution, register of damage, accountability", 9),
        Tag("toezegging", "green", "What the government promises, and by when"),
        Tag("vraag", "sky", "To be asked or looked up"),
    )
)
"""Chosen from what the sample letters of February and March 2025 deal with; pins in the order they come up."""
