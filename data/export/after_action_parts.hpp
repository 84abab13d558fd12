// What the sections of the after-action page share, and its two pictures. For this folder only.
#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "data/export/after_action.hpp"
#include "data/export/html.hpp"

namespace anxin {

// The incident as the journal tells it.
struct AfterAction {
  const Pack& pack;
  const AfterActionRequest& request;
  PageHead head;
  std::vector<const OperationRecord*> records;  // that speak of the incident, up to now
  Operations end;                               // as known at now
  const Incident* incident = nullptr;           // in `end`
  std::vector<const Assignment*> assignments;   // in `end`, by number
  std::map<std::string, UnitPlace> came_from;   // by assignment: where its unit was when it was offered

  [[nodiscard]] bool english() const { return head.english; }
  [[nodiscard]] std::string say(std::string_view zh, std::string_view en) const {
    return std::string(head.english ? en : zh);
  }
  [[nodiscard]] Day day() const { return day_of(incident->reported); }
  [[nodiscard]] std::string when(const std::optional<Instant>& at) const;
  // The last moment that the page tells of.
  [[nodiscard]] Instant until() const { return incident->ended.value_or(head.now); }
  // 3 of I-20261123-004/3: how the map and the time line call it.
  [[nodiscard]] static std::string number(const Assignment& a);
  [[nodiscard]] std::string unit_name(const std::string& unit) const;
  template <class T>
  [[nodiscard]] std::string name(T value) const {
    return escape_html(head.english ? name_en(value) : name_zh(value));
  }
};

// Districts' outlines, the incident, where units were and came from, their ways; scale bar, north up.
[[nodiscard]] std::string map_picture(const AfterAction& page);
// The incident's milestones and a bar for each assignment.
[[nodiscard]] std::string time_line(const AfterAction& page);

}  // namespace anxin
