// Made-up units, incidents and the changes of a day of dispatch, for the store's tests.
#pragma once
#include <string>
#include <vector>

#include "data/model/operation_change.hpp"

namespace anxin::test {

using Changes = std::vector<OperationChange>;

std::string unit_id(int n);      // U-110105-LEAD-00017
std::string incident_id(int n);  // I-20180302-017
ResponseUnit response_unit(int n);
Incident incident(int n, std::int64_t second);
// An order of `units` for incident n, their assignments numbered from `first`.
UnitsDispatched dispatch(int n, const std::vector<int>& units, std::int64_t second, int first = 1);
std::string assignment_id(int n, int number);
// Enrols `units` units and reports and confirms `incidents` incidents.
Changes opening(int units, int incidents, std::int64_t second);
// One incident from report to close with everything that leaves a row: units, a merge, a closure, reports,
// escalations, a drawn fund.
std::vector<Changes> a_day();
// SQL that makes a store of format 2 of one without operations.
std::string without_operations();

}  // namespace anxin::test
