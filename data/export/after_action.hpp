// The page after an incident: what happened, when, who came, which clocks were met and which missed, how the
// level came about, what was said from the scene, what could pay and what was recovered. One self-contained
// HTML file with a map and a time line as inline SVG; made from the journal alone (and the funds, which the
// caller asks of the store), so that it says nothing that is not recorded. An incident that is still open is
// told as far as it went. Heads by bands, typed text masked, no telephone. Pure; any thread.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/model/operation_change.hpp"
#include "data/model/waterfall.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

struct AfterActionRequest {
  std::string incident;
  Instant now{};
  std::string source;  // the store's file name
  bool simulated = false, exercise = false, english = false;
  std::optional<Waterfall> waterfall;               // absent: the funds are not known, and the page says so
  std::vector<LiabilityStep> liability;             // empty: not shown
  std::map<std::string, std::vector<LonLat>> ways;  // by assignment; without one a broken straight line
};

// `records` in the order of the journal, from its beginning; those after `now` are not read. NotFound names
// the incident.
[[nodiscard]] Result<std::string> after_action_html(std::span<const OperationRecord> records,
                                                    const Pack& pack, const AfterActionRequest& request);

// Such a page under its name, whole or not at all. BadInput: cannot be written.
[[nodiscard]] Status write_after_action(const std::filesystem::path& out, const std::string& html);

}  // namespace anxin
