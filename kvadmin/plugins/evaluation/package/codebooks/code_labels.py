"""What codes are called in bokmål and nynorsk."""

from __future__ import annotations

Labels = dict[str, tuple[str, str]]

SIZE: Labels = {
    "small": ("Liten (under 5 000)", "Liten (under 5 000)"),
    "medium": ("Mellomstor (5 000–19 999)", "Mellomstor (5 000–19 999)"),
    "large": ("Stor (20 000 og over)", "Stor (20 000 og over)"),
}
FORM: Labels = {
    "bokmal": ("Bokmål", "Bokmål"),
    "nynorsk": ("Nynorsk", "Nynorsk"),
    "neutral": ("Nøytral", "Nøytral"),
}
KIND: Labels = {"cohort": ("Pulje", "Pulje"), "effort": ("Innsatsgruppe", "Innsatsgruppe")}
END: Labels = {
    "withdrawn": ("Trukket seg", "Trekt seg"),
    "merged": ("Slått sammen", "Slått saman"),
    "completed": ("Fullført", "Fullført"),
    "other": ("Annet", "Anna"),
}
STATE: Labels = {
    "received": ("Mottatt", "Motteken"),
    "incomplete": ("Ufullstendig", "Ufullstendig"),
    "complete": ("Fullstendig", "Fullstendig"),
    "assessed": ("Vurdert", "Vurdert"),
    "admitted": ("Tatt opp", "Teken opp"),
    "waitlisted": ("Venteliste", "Venteliste"),
    "rejected": ("Avslag", "Avslag"),
    "confirmed": ("Bekreftet", "Stadfesta"),
    "withdrawn": ("Trukket", "Trekt"),
    "superseded": ("Erstattet", "Erstatta"),
    "ineligible": ("Ikke søknadsberettiget", "Ikkje søknadsberettiga"),
}
DIRECTION: Labels = {
    "increase": ("Høyere er bedre", "Høgare er betre"),
    "decrease": ("Lavere er bedre", "Lågare er betre"),
    "neutral": ("Nøytral", "Nøytral"),
}
PERIOD: Labels = {"month": ("Måned", "Månad"), "quarter": ("Kvartal", "Kvartal"), "year": ("År", "År")}
GOAL_SIDE: Labels = {"decrease": ("Høyst", "Høgst"), "increase": ("Minst", "Minst")}
GOAL_STATE: Labels = {
    "met": ("Nådd", "Nådd"),
    "on-track": ("I rute", "I rute"),
    "off-track": ("Ikke i rute", "Ikkje i rute"),
    "too-early": ("For tidlig å si", "For tidleg å seie"),
    "no-figures": ("Ingen tall", "Ingen tal"),
}
