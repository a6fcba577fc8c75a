#include "core/lab/lab_agenda.hpp"

#include <doctest/doctest.h>

using shoal::lab::Agenda;

TEST_CASE("lab agenda: what is due comes off in order, the rest stays") {
    Agenda agenda;
    agenda.put(3, {3, Agenda::Deed::leave});
    agenda.put(1, {1, Agenda::Deed::arrive});
    agenda.put(2, {2, Agenda::Deed::arrive});
    CHECK(agenda.next() == 1);
    auto const due = agenda.take_due(2);
    REQUIRE(due.size() == 2);
    CHECK(due[0].member == 1);
    CHECK(due[1].member == 2);
    CHECK(agenda.take_due(2.9).empty());
    CHECK(agenda.take_due(3).at(0).deed == Agenda::Deed::leave);
    CHECK(agenda.next() > 1e300);
}
