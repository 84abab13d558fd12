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
// keys.
struct FormState {
  std::vector<LineEditor> lines;
  std::vector<std::uint32_t> bits;
  std::size_t focus = 0;
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
  NotSame
};
// From where a command was sent: its refusal is shown there.
enum class SentFrom : std::uint8_t { Nowhere, Table, Foot, Intake, Units };

struct DispatchPanel {
  DispatchForm form = DispatchForm::None;
  FormState fields;
  std::string incident;             // that the form is about
  std::string about;                // assignment or other incident that it is about
  std::vector<std::string> picked;  // cards chosen for merging
  std::string others_of;            // row of the table whose alternatives are open: function and place
  bool why_open = false, all_log = false;

  std::uint64_t counter = 0;  // of commands of this run
  std::string sent_id;        // the last command; "" once what came of it was read
  double sent_s = 0;
  std::size_t sent_kind = 0;  // of OperationCommand
  SentFrom sent_from = SentFrom::Nowhere;
  std::shared_ptr<const CommandOutcome> told;  // what came of it, shown at sent_from
  std::string asked;                           // what SelectIncident was last sent for
  std::string brought;                         // whose card was last brought into view

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
};

}  // namespace anxin
