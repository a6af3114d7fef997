"""The words of an explanation in bokmål, nynorsk and English, for the screen, for JSON and for the document."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str, str]] = {
    "title": ("Begrunnelse for avgjørelsen", "Grunngiving for avgjerda", "Explanation of the decision"),
    "why": ("Dette avgjorde", "Dette avgjorde", "What decided"),
    "changes": (
        "Dette ville ha gitt plass, hver endring for seg",
        "Dette ville ha gjeve plass, kvar endring for seg",
        "What would have given a place, each change by itself",
    ),
    "outcome": ("Utfall", "Utfall", "Outcome"),
    "rank": ("Nummer i rekkefølgen", "Nummer i rekkjefølgja", "Place in the order"),
    "of": ("{rank} av {eligible}", "{rank} av {eligible}", "{rank} of {eligible}"),
    "in_line": ("Nummer på ventelisten", "Nummer på ventelista", "In line"),
    "points": ("Poengsum", "Poengsum", "Score"),
    "lot": ("Lodd", "Lodd", "Ticket"),
    "chance": ("Sjanse før loddtrekningen", "Sjanse før loddtrekkinga", "Chance before the draw"),
    "protocol": ("Protokoll", "Protokoll", "Protocol"),
    "named": ("{name} ({number})", "{name} ({number})", "{name} ({number})"),
    "standing": (
        "{name}, nummer {rank} med poengsummen {score}",
        "{name}, nummer {rank} med poengsummen {score}",
        "{name}, place {rank} with a score of {score}",
    ),
    "standing_drawn": ("{name}, nummer {rank}", "{name}, nummer {rank}", "{name}, place {rank}"),
    "order": (
        "Kommunen står som nummer {rank} av {eligible} i rekkefølgen, med poengsummen {score}.",
        "Kommunen står som nummer {rank} av {eligible} i rekkjefølgja, med poengsummen {score}.",
        "It stands at place {rank} of {eligible} in the order, with a score of {score}.",
    ),
    "order_drawn": (
        ("Ingen søker er gitt poeng, så loddet alene avgjorde rekkefølgen. Kommunen ble trukket som nummer {rank} av "
        "{eligible}."),
        ("Ingen søkjar har fått poeng, så loddet åleine avgjorde rekkjefølgja. Kommunen vart trekt som nummer {rank} "
        "av {eligible}."),
        "Nobody was scored, so that the draw alone made the order. It was drawn as number {rank} of {eligible}.",
    ),
    "tied": (
        ("{count} søkere har denne poengsummen. Kommunen ble trukket som nummer {place} av dem; {admitted} av dem fikk "
        "plass."),
        ("{count} søkjarar har denne poengsummen. Kommunen vart trekt som nummer {place} av dei; {admitted} av dei "
        "fekk plass."),
        "{count} applicants have that score. It was drawn as number {place} of them; {admitted} of them got a place.",
    ),
    "full": (
        ("Da turen kom til kommunen, var alle de {places} plassene gitt til søkere foran i rekkefølgen, den siste til "
        "{standing}."),
        ("Då turen kom til kommunen, var alle dei {places} plassane gjevne til søkjarar framfor i rekkjefølgja, den "
        "siste til {standing}."),
        "When its turn came, all {places} places had gone to applicants ahead of it, the last to {standing}.",
    ),
    "full_one": (
        "Da turen kom til kommunen, var plassen gitt til {standing}.",
        "Då turen kom til kommunen, var plassen gjeven til {standing}.",
        "When its turn came, the one place had gone to {standing}.",
    ),
    "none_free": ("Ingen plass var ledig.", "Ingen plass var ledig.", "No place was free."),
    "held_before": ("Kommunen hadde plass fra før.", "Kommunen hadde plass frå før.", "It held its place before."),
    "bound": (
        ("Da turen kom til kommunen, var {given} av {places} plasser gitt. En plass til kommunen ville ha gjort det "
        "umulig å fylle plassene og holde {which}: {quotas}."),
        ("Då turen kom til kommunen, var {given} av {places} plassar gjevne. Ein plass til kommunen ville ha gjort det "
        "umogleg å fylle plassane og halde {which}: {quotas}."),
        ("When its turn came, {given} of {places} places were given. A place for it would have made it impossible to "
        "fill the places and meet {which}: {quotas}."),
    ),
    "this_quota": ("denne kvoten", "denne kvoten", "this quota"),
    "these_quotas": ("disse kvotene", "desse kvotane", "these quotas"),
    "counts": (
        "Kvoten {quota}: {held} tatt opp. Kommunen teller med i kvoten.",
        "Kvoten {quota}: {held} tekne opp. Kommunen tel med i kvoten.",
        "The quota {quota}: {held} admitted. The municipality counts in it.",
    ),
    "counts_not": (
        "Kvoten {quota}: {held} tatt opp. Kommunen teller ikke med i kvoten.",
        "Kvoten {quota}: {held} tekne opp. Kommunen tel ikkje med i kvoten.",
        "The quota {quota}: {held} admitted. The municipality does not count in it.",
    ),
    "instead": (
        "Plassen gikk i stedet til {standing}. {reason}",
        "Plassen gjekk i staden til {standing}. {reason}",
        "The place went to {standing} instead. {reason}",
    ),
    "lower": (
        "Lenger bak i rekkefølgen fikk {names} likevel plass. {reason}",
        "Lenger bak i rekkjefølgja fekk {names} likevel plass. {reason}",
        "Further down the order, {names} got a place all the same. {reason}",
    ),
    "passed": (
        "Foran i rekkefølgen, men uten plass: {names}. {reason}",
        "Framfor i rekkjefølgja, men utan plass: {names}. {reason}",
        "Ahead of it in the order, but without a place: {names}. {reason}",
    ),
    "first_without": (
        "Den første i rekkefølgen uten plass er {standing}.",
        "Den første i rekkjefølgja utan plass er {standing}.",
        "The first in the order without a place is {standing}.",
    ),
    "and_not": (", og {names} ikke", ", og {names} ikkje", ", and {names} not"),
    "score": (
        "Med poengsummen {to} i stedet for {was} ({more} mer) ville kommunen ha blitt tatt opp{and_not}.",
        "Med poengsummen {to} i staden for {was} ({more} meir) ville kommunen ha vorte teken opp{and_not}.",
        "With a score of {to} instead of {was} ({more} more) it would have been admitted{and_not}.",
    ),
    "drawn": (
        "Trukket foran {name} ville kommunen ha blitt tatt opp{and_not}.",
        "Trekt framfor {name} ville kommunen ha vorte teken opp{and_not}.",
        "Drawn ahead of {name} it would have been admitted{and_not}.",
    ),
    "order_none": (
        "Selv som nummer 1 i rekkefølgen ville kommunen ikke ha fått plass, så lenge kvotene er som de er.",
        "Sjølv som nummer 1 i rekkjefølgja ville kommunen ikkje ha fått plass, så lenge kvotane er som dei er.",
        "Not even first in the order would it have had a place with these quotas.",
    ),
    "quota": (
        "Med kvoten «{to}» i stedet for «{was}» ville kommunen ha blitt tatt opp{and_not}.",
        "Med kvoten «{to}» i staden for «{was}» ville kommunen ha vorte teken opp{and_not}.",
        "With the quota “{to}” instead of “{was}” it would have been admitted{and_not}.",
    ),
    "quota_none": (
        "Ingen endring av én grense i én kvote ville ha gitt kommunen plass.",
        "Inga endring av éi grense i éin kvote ville ha gjeve kommunen plass.",
        "No change of one bound of one quota would have given it a place.",
    ),
    "quota_tried": (
        ("Ingen endring av én grense i én kvote med opptil {by} ville ha gitt kommunen plass; større endringer er "
        "ikke prøvd."),
        ("Inga endring av éi grense i éin kvote med opptil {by} ville ha gjeve kommunen plass; større endringar er "
        "ikkje prøvde."),
        "No change of one bound of one quota by up to {by} would have given it a place; larger ones were not tried.",
    ),
    "quota_untried": (
        "Endringer av kvotene er ikke prøvd: de er for mange.",
        "Endringar av kvotane er ikkje prøvde: dei er for mange.",
        "Changes of the quotas were not tried: there are too many.",
    ),
    "places": (
        "Med {to} plasser i stedet for {was} ville kommunen ha blitt tatt opp{and_not}.",
        "Med {to} plassar i staden for {was} ville kommunen ha vorte teken opp{and_not}.",
        "With {to} places instead of {was} it would have been admitted{and_not}.",
    ),
    "places_none": (
        "Ikke noe antall plasser ville ha gitt kommunen plass, så lenge kvotene er som de er.",
        "Ikkje noko tal på plassar ville ha gjeve kommunen plass, så lenge kvotane er som dei er.",
        "No number of places would have given it one with these quotas.",
    ),
    "places_tried": (
        "Opptil {to} plasser ville ikke ha gitt kommunen plass; flere er ikke prøvd.",
        "Opptil {to} plassar ville ikkje ha gjeve kommunen plass; fleire er ikkje prøvde.",
        "Up to {to} places would not have given it one; more were not tried.",
    ),
    "lack_ineligible": (
        "Søkeren oppfyller dessuten ikke vilkårene.",
        "Søkjaren oppfyller dessutan ikkje vilkåra.",
        "Besides, the applicant is not eligible.",
    ),
    "lack_identity": (
        "Det må dessuten bekreftes hvilken kommune som har søkt.",
        "Det må dessutan stadfestast kva kommune som har søkt.",
        "Besides, somebody must confirm which municipality has applied.",
    ),
    "lack_unjudged": (
        "Det må dessuten vurderes om søknaden kom inn i tide.",
        "Det må dessutan vurderast om søknaden kom inn i tide.",
        "Besides, somebody must judge whether the application was received in time.",
    ),
    "lack_incomplete": (
        "Søknaden er dessuten ikke fullstendig.",
        "Søknaden er dessutan ikkje fullstendig.",
        "Besides, the application is incomplete.",
    ),
    "lack_late": (
        "Søknaden kom dessuten inn etter fristen.",
        "Søknaden kom dessutan inn etter fristen.",
        "Besides, the application was received after the deadline.",
    ),
    "lack_member": (
        "Kommunen deltar dessuten allerede i en pulje ({detail}).",
        "Kommunen deltek dessutan allereie i ei pulje ({detail}).",
        "Besides, the municipality is a member of a cohort already ({detail}).",
    ),
    "lack_unscored": (
        "Søknaden har dessuten ikke fått poeng.",
        "Søknaden har dessutan ikkje fått poeng.",
        "Besides, the application has not been scored.",
    ),
    "otherwise": (
        "Hadde dette vært i orden, ville avgjørelsen ha vært: {reason}",
        "Hadde dette vore i orden, ville avgjerda ha vore: {reason}",
        "Had that been in order, the decision would have been: {reason}",
    ),
    "unsaid": (
        "Hva avgjørelsen ville ha blitt, sies ikke før dette er avklart: noen skal ennå vurdere det.",
        "Kva avgjerda ville ha vorte, blir ikkje sagt før dette er avklart: nokon skal enno vurdere det.",
        "What the decision would have been is not said before that is settled, since somebody still has to judge it.",
    ),
    "ticket": (
        "Loddet er SHA-256 av teksten «{text}». Alle kan regne det ut på nytt.",
        "Loddet er SHA-256 av teksten «{text}». Alle kan rekne det ut på nytt.",
        "The ticket is the SHA-256 of the text “{text}”. Anybody can work it out again.",
    ),
    "chance_exact": (
        "Før loddtrekningen var sjansen for plass {chance}.",
        "Før loddtrekkinga var sjansen for plass {chance}.",
        "Before the draw its chance of a place was {chance}.",
    ),
    "chance_drawn": (
        ("Før loddtrekningen var sjansen for plass om lag {chance} (95 % konfidensgrenser: {low} til {high}; {draws} "
        "trekninger)."),
        ("Før loddtrekkinga var sjansen for plass om lag {chance} (95 % konfidensgrenser: {low} til {high}; {draws} "
        "trekkingar)."),
        ("Before the draw its chance of a place was about {chance} (95% confidence limits: {low} to {high}; {draws} "
        "draws)."),
    ),
    "draw_worth": (
        "Loddtrekningen er vurdert som {verdict}.",
        "Loddtrekkinga er vurdert som {verdict}.",
        "The draw is judged to be {verdict}.",
    ),
    "chance_sure": (
        "Loddet hadde ikke noe å si: uansett utfall ville kommunen ha fått plass.",
        "Loddet hadde ikkje noko å seie: uansett utfall ville kommunen ha fått plass.",
        "The draw made no difference: whatever was drawn, it would have had a place.",
    ),
    "chance_none": (
        "Loddet hadde ikke noe å si: uansett utfall ville kommunen ikke ha fått plass.",
        "Loddet hadde ikkje noko å seie: uansett utfall ville kommunen ikkje ha fått plass.",
        "The draw made no difference: whatever was drawn, it would have had no place.",
    ),
    "earlier": (
        "Tidligere ({protocol}): {reason}", "Tidlegare ({protocol}): {reason}", "Earlier ({protocol}): {reason}",
    ),
    "later": ("Senere ({protocol}): {reason}", "Seinare ({protocol}): {reason}", "Later ({protocol}): {reason}"),
    "now_withdrawn": (
        "Søknaden er siden trukket.", "Søknaden er sidan trekt.", "The application has been withdrawn since.",
    ),
    "now_superseded": (
        "Søknaden er siden erstattet av en nyere.",
        "Søknaden er sidan erstatta av ein nyare.",
        "The application has been replaced by a newer one since.",
    ),
}  # fmt: skip


def explaining_word(key: str, language: str, /, **values: object) -> str:
    """One of the words, with its values.

    Args:
        key: Which.
        language: ``nb``, ``nn`` or ``en``.
        **values: What the words say.
    """
    text = _WORDS[key][("nb", "nn", "en").index(language)]
    return text.format(**values) if values else text
