// Safeguards of the simulated city with their history: introduced late, lapsed, or no longer reported.
// monthly_pay is not among them: it is computed from the project-months (DOMAIN 4).
#pragma once
#include <string>
#include <vector>

#include "data/demo/plan.hpp"

namespace anxin::demo {

void add_project_safeguards(const City& city, std::uint32_t site, const std::string& id,
                            std::vector<SafeguardRow>& out);
// wage_deposit, labour_officer and officer_assessed of a general contractor.
void add_contractor_safeguards(const City& city, std::uint32_t contractor, const std::string& uscc,
                               std::vector<SafeguardRow>& out);

}  // namespace anxin::demo
