"""One Institution for other programs: vCard, schema.org."""

import vobject


def institution_vcard(institution, address):
    """Return the entry as a vCard 3.0 for an address book; ``address`` is its page."""
    card = vobject.vCard()
    card.add("fn").value = institution.name
    card.add("n").value = vobject.vcard.Name(family=institution.name)
    card.add("org").value = [institution.name]
    if institution.anschrift:
        adr = card.add("adr")
        adr.type_param = "WORK"
        adr.value = vobject.vcard.Address(
            street=institution.strasse_mit_nummer,
            code=institution.plz,
            city=institution.ort,
            country="Deutschland",
        )
    if institution.telefon:
        tel = card.add("tel")
        tel.type_param = "WORK"
        tel.value = institution.telefon
    if institution.email:
        card.add("email").value = institution.email
    card.add("url").value = institution.website or address
    if institution.is_on_map:
        card.add("geo").value = f"{institution.breite};{institution.laenge}"
    notes = [institution.zeiten_text, institution.angabe_in_worten, address]
    card.add("note").value = " · ".join(filter(None, notes))
    return card.serialize()


SCHEMA_TYPES = {
    "kitas": "Preschool",
    "schulen": "School",
    "sport": "SportsClub",
    "religion": "PlaceOfWorship",
}


def institution_schema(institution, address):
    """Return the entry in schema.org's terms; only what is known."""
    known = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(institution.kategorie.slug, "Organization"),
        "@id": address,
        "name": institution.name,
        "description": institution.beschreibung,
        "telephone": institution.telefon,
        "email": institution.email,
        "url": institution.website or address,
        "parentOrganization": institution.traeger_text
        and {"@type": "Organization", "name": institution.traeger_text},
        "address": institution.anschrift
        and _without_blanks(
            {
                "@type": "PostalAddress",
                "streetAddress": institution.strasse_mit_nummer,
                "postalCode": institution.plz,
                "addressLocality": institution.ort,
                "addressCountry": "DE",
            }
        ),
    }
    if institution.is_on_map:
        known["location"] = {
            "@type": "Place",
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": institution.breite,
                "longitude": institution.laenge,
            },
        }
    return _without_blanks(known)


def _without_blanks(mapping):
    return {key: value for key, value in mapping.items() if value}
