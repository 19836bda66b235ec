"""Words that a question is asked with: they raise what has them, and are not asked of items."""

from __future__ import annotations

from search.analysis import surfaces, terms

TYPED = (
    "a about all also am an and any anybody anyone anything are around as at be because been being"
    " both but by can cannot could did do does doing done for from get gets getting go goes going gone"
    " got had has have having he her hers him his how i if im in into is isnt it its ive just let me"
    " might much my myself near nearby need needs no not nowt of off on onto or other ought our out"
    " over owt own please really she should so some somebody someone something summat than that thats"
    " the their them then there these they this those to too up us very want wanted wants was we were"
    " what whats when where which while who whom whose why will with without would yes yet you your"
    " yours cant dont doesnt wont couldnt wouldnt shouldnt havent hasnt arent wasnt after before find"
    " finding know look looking many more most show tell try trying use best good like make thing"
    " things stuff way info"
)
SMALL = frozenset(terms(TYPED))
# As people type them.
SMALL_SURFACES = frozenset(surfaces(TYPED))
