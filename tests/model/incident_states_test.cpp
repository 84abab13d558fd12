#include "data/model/incident_states.hpp"

#include <gtest/gtest.h>

namespace anxin::test {
namespace {

using S = IncidentState;
using A = AssignmentState;

// The diagram of DOMAIN 6 as a table: from, then where each step leads; "." refused; "<" back to what it was.
// Steps in the order confirm, dispatch, arrive, resolve, close, cancel, merge, unmerge.
constexpr const char* kIncidents[kIncidentStates][1 + kIncidentSteps] = {
    {"reported", "confirmed", ".", ".", "resolved", ".", "cancelled", "merged", "."},
    {"confirmed", ".", "dispatched", ".", "resolved", ".", "cancelled", "merged", "."},
    {"dispatched", ".", "dispatched", "on_scene", "resolved", ".", "cancelled", "merged", "."},
    {"on_scene", ".", "on_scene", ".", "resolved", ".", "cancelled", "merged", "."},
    {"resolved", ".", "on_scene", ".", ".", "closed", ".", "merged", "."},
    {"closed", ".", ".", ".", ".", ".", ".", ".", "."},
    {"cancelled", ".", ".", ".", ".", ".", ".", ".", "."},
    {"merged", ".", ".", ".", ".", ".", ".", ".", "<"},
};
constexpr const char* kSteps[kIncidentSteps] = {"confirm", "dispatch", "arrive", "resolve",
                                                "close",   "cancel",   "merge",  "unmerge"};

// From, then the states it may become.
constexpr std::pair<const char*, const char*> kAssignments[kAssignmentStates] = {
    {"offered", " accepted en_route on_scene declined timed_out recalled "},
    {"accepted", " en_route on_scene recalled "},
    {"en_route", " on_scene recalled "},
    {"on_scene", " released "},
    {"released", ""},
    {"declined", ""},
    {"timed_out", ""},
    {"recalled", ""},
};

void expect_sentences(const Error& error) {
  EXPECT_EQ(error.code, ErrorCode::Refused);
  EXPECT_TRUE(error.zh.ends_with("。")) << error.zh;
  EXPECT_TRUE(error.en.ends_with(".")) << error.en;
}

TEST(IncidentStates, EveryStateAndStepIsAsTheDiagramSays) {
  for (const auto& row : kIncidents) {
    const S from = *parse_operation_word<S>(row[0]);
    for (int s = 0; s < kIncidentSteps; ++s) {
      const auto by = static_cast<IncidentStep>(s);
      ASSERT_EQ(code(by), kSteps[s]);
      const std::string wanted = row[1 + s];
      const auto to = step(from, by, S::Confirmed);
      const std::string what = std::string(row[0]) + " " + kSteps[s];
      EXPECT_EQ(to.has_value(), wanted != ".") << what;
      if (!to) {
        expect_sentences(to.error());
        EXPECT_NE(to.error().en.find(name_en(from)), std::string::npos) << to.error().en;
      } else {
        EXPECT_EQ(code(*to), wanted == "<" ? "confirmed" : wanted) << what;
      }
    }
  }
}

TEST(IncidentStates, UnmergeGivesWhatItWasUnlessThatHadEnded) {
  for (const S before : {S::Reported, S::Confirmed, S::Dispatched, S::OnScene, S::Resolved})
    EXPECT_EQ(step(S::Merged, IncidentStep::Unmerge, before).value(), before);
  for (const S before : {S::Closed, S::Cancelled, S::Merged})
    EXPECT_FALSE(step(S::Merged, IncidentStep::Unmerge, before));
}

TEST(AssignmentStates, EveryPairIsAsTheDiagramSays) {
  for (const auto& [word, may] : kAssignments) {
    const A from = *parse_operation_word<A>(word);
    for (int t = 0; t < kAssignmentStates; ++t) {
      const auto to = static_cast<A>(t);
      const bool wanted = std::string(may).find(" " + std::string(code(to)) + " ") != std::string::npos;
      const auto found = step(from, to);
      EXPECT_EQ(found.has_value(), wanted) << word << " to " << code(to);
      if (found) {
        EXPECT_EQ(*found, to);
      } else {
        expect_sentences(found.error());
      }
    }
  }
}

}  // namespace
}  // namespace anxin::test
