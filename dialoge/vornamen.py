"""First names frequent in the city: before another capitalised word they may be a person."""

# fmt: off
VORNAMEN = frozenset({
    "Achim", "Ahmed", "Ahmet", "Aisha", "Alexander", "Ali", "Andrea", "Andreas", "Angelika",
    "Anja", "Anke", "Anna", "Anne", "Annette", "Antje", "Ayse", "Ayşe", "Barbara", "Beate",
    "Bernd", "Bernhard", "Birgit", "Björn", "Brigitte", "Britta", "Bärbel", "Carolin",
    "Carsten", "Christa", "Christian", "Christiane", "Christina", "Christine", "Claudia",
    "Cornelia", "Daniel", "Daniela", "Denise", "Detlef", "Diana", "Dieter", "Dirk", "Doris",
    "Elena", "Elke", "Emine", "Erika", "Erwin", "Eva", "Fatma", "Felix", "Florian", "Frank",
    "Franz", "Friedrich", "Gabi", "Gabriele", "Georg", "Gerd", "Gerhard", "Gisela", "Günter",
    "Günther", "Hannah", "Hans", "Harald", "Hartmut", "Hasan", "Heike", "Heinrich", "Heinz",
    "Helga", "Helmut", "Herbert", "Holger", "Horst", "Ingrid", "Irina", "Iris", "Jan", "Jana",
    "Jasmin", "Jens", "Jessica", "Joachim", "Jochen", "Johannes", "Jonas", "Julia", "Jutta",
    "Jörg", "Jürgen", "Kai", "Karin", "Karl", "Katharina", "Kathrin", "Katja", "Katrin",
    "Kerstin", "Kevin", "Klaus", "Kurt", "Lara", "Laura", "Lena", "Leon", "Lisa", "Lukas",
    "Manfred", "Manuela", "Marcel", "Marco", "Marcus", "Maria", "Marie", "Marina", "Mario",
    "Marion", "Markus", "Martin", "Martina", "Matthias", "Max", "Mehmet", "Melanie", "Michael",
    "Michaela", "Mohammed", "Monika", "Murat", "Mustafa", "Nadine", "Natalia", "Nicole", "Nina",
    "Norbert", "Olaf", "Olga", "Oliver", "Otto", "Patrick", "Paul", "Peter", "Petra", "Philipp",
    "Rainer", "Ralf", "Rebecca", "Regina", "Renate", "Robert", "Roland", "Rolf", "Rosemarie",
    "Sabine", "Sabrina", "Sandra", "Sara", "Sarah", "Sascha", "Sebastian", "Silke", "Silvia",
    "Simon", "Simone", "Sonja", "Stefan", "Stefanie", "Steffen", "Stephan", "Susanne", "Sven",
    "Svenja", "Swetlana", "Tanja", "Tatjana", "Thomas", "Thorsten", "Tim", "Tobias", "Torsten",
    "Udo", "Ulrich", "Ulrike", "Ursula", "Ute", "Uwe", "Vanessa", "Volker", "Werner", "Wilhelm",
    "Wolfgang", "Yasemin", "Yusuf", "Zeynep",
})
# fmt: on
