// A small disorderly city as rows, and as a Registry made without the store.
#pragma once
#include "data/model/registry.hpp"
#include "tests/model/facts.hpp"

namespace anxin::test {

// Projects with facts around every boundary as of about `as_of`, each with a contractor of its own; rows
// replaced by later ones and rows of the future among them.
Batch disorderly_city(int projects, Day as_of, std::uint32_t seed);
Registry registry_of(const Batch& batch);
// With two units, 110105 and 110108 ("none": of no unit, any other code the first), sectors, funding, starts.
Registry registry_of_two_units(const Batch& batch);

}  // namespace anxin::test
