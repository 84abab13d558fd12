#include "data/model/operation_about.hpp"

namespace anxin {

std::string_view incident_of_assignment(std::string_view assignment) {
  return assignment.substr(0, assignment.find('/'));
}

std::string_view incident_of(const OperationChange& change) {
  return std::visit(
      [](const auto& c) -> std::string_view {
        if constexpr (requires { c.incident.level; }) {
          return c.incident.id;  // IncidentReported
        } else if constexpr (requires { c.incident; }) {
          return c.incident;
        } else if constexpr (requires { c.assignment; }) {
          return incident_of_assignment(c.assignment);
        } else if constexpr (requires { c.entry.incident; }) {
          return c.entry.incident;
        } else {
          return {};
        }
      },
      change);
}

std::string typed_text_of(const OperationChange& change) {
  return std::visit(
      [](const auto& c) {
        std::string out;
        const auto add = [&](const std::string& text) {
          if (!text.empty()) out += (out.empty() ? "" : " · ") + text;
        };
        if constexpr (requires { c.words; }) add(c.words);
        if constexpr (requires { c.text; }) add(c.text);
        if constexpr (requires { c.reason; }) add(c.reason);
        if constexpr (requires { c.report.text; }) add(c.report.text);
        if constexpr (requires { c.follow_up; }) add(c.follow_up);
        if constexpr (requires { c.level.reason; }) add(c.level.reason);
        if constexpr (requires { c.dispute.reason; }) add(c.dispute.reason);
        if constexpr (requires { c.closure.reason; }) add(c.closure.reason);
        if constexpr (requires { c.entry.reason; }) add(c.entry.reason);
        return out;
      },
      change);
}

}  // namespace anxin
