// What the dispatch view keeps between frames: the form being filled in, what was sent last, alarms already
// shown. Not worth remembering across starts. UI thread.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "console/desk/frame.hpp"
#include "console/panels/line_text.hpp"

namespace anxin {

// A form as it stands: one line or one bit set for each of its entries (form_fields.hpp), and which has the
// keys; in a row of many choices `mark` is the one that Space ticks.
struct FormState {
  std::vector<LineEditor> lines;
  std::vector<std::uint32_t> bits;
  std::size_t focus = 0, mark = 0;
};

// Which form stands at the foot of the incident's column.
enum class DispatchForm : std::uint8_t {
  None,
  Log,
  Level,
  Reinforce,
  Resolve,
  Close,
  Cancel,
  TakeOver,
  Report,
  Update,
  Receipt,
  RollCall,
  Merge,
  Unmerge,
  NotSame,
  Dispute,
  Settle
};
// From where a command was sent: its refusal is shown there.
enum class SentFrom : std::uint8_t { Nowhere, Table, Foot, Intake, Closing, Closures, Units };

// The replay of an incident: what is played, and how fast.
struct ReplayPanel {
  double play_from_s = -1;  // >= 0: played since then
  Instant play_from{};      // the moment at play_from_s
  ReplaySpeed speed = ReplaySpeed::Sixty;
  std::size_t incidents_then = 0;  // known when it began: more have come since
};

struct DispatchPanel {
  DispatchForm form = DispatchForm::None;
  FormState fields;
  std::string incident;             // that the form is about
  std::string about;                // assignment or other incident that it is about
  std::vector<std::string> picked;  // cards chosen for merging
  std::string others_of;            // row of the table whose alternatives are open: function and place
  bool why_open = false, all_log = false;
  bool kept_open = false;     // 时限达标 of all units
  std::size_t kept_row = 0;   // marked in it
  std::string kept_followed;  // ViewState::selected_unit when it was last looked at
  bool ended_shown = false;   // the board lists ended incidents
  ReplayPanel replay;

  std::uint64_t counter = 0;  // of commands of this run
  std::string sent_id;        // the last command; "" once what came of it was read
  double sent_s = 0;
  std::size_t sent_kind = 0;  // of OperationCommand
  SentFrom sent_from = SentFrom::Nowhere;
  std::shared_ptr<const CommandOutcome> told;  // what came of it, shown at sent_from
  std::string brought;                         // whose card was last brought into view,
  std::size_t brought_at = 0;                  // where it stood

  std::map<std::string, double> alarm_since;  // incident: when this screen first showed it, seconds
  std::shared_ptr<const std::vector<TickerLine>> ticker;
  double ticker_since = -1;
};

// A new incident: a plate over the map.
struct IntakePanel {
  bool open = false;
  FormState fields;
  std::string project;  // "" none
  std::string place;    // of the project, or chosen from what was found
  std::optional<MapXY> at;
  std::string asked;  // the last Find
};

// A road or an area being closed: what was drawn or picked, and the plate that asks why and how long.
struct ClosingPanel {
  bool open = false;  // the plate
  FormState fields;
  std::vector<MapXY> ring;  // by area
  std::string road;         // by road, at:
  std::optional<MapXY> at;
  // While a road is being picked: the one under the pointer, and its stretches that would be closed.
  std::string pointed;
  MapXY pointed_at = MapXY::of_metres(0, 0);
  std::vector<std::vector<MapXY>> stretches;  // of `pointed` or `road`, as was last asked
  std::string stretches_of;
};

// The response units: a plate over the map, a list or the form of one.
struct UnitPanel {
  bool open = false;
  LineEditor filter;
  std::size_t marked = 0, first = 0;  // rows of the filtered list
  bool editing = false;
  std::string unit;  // that is edited; "" a new one
  FormState fields;
  bool retire_asked = false;  // a second click retires it
};

// What a right click on bare map offers.
struct GroundMenu {
  bool open = false;
  float x = 0, y = 0;  // pixels
  MapXY at;
  std::string closure;  // that lies there
};

}  // namespace anxin
