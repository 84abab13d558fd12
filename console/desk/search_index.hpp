// Names and codes of projects, enterprises, supervising units and townships, ready to be searched as a person
// types: by code, by part of a name, by pinyin initials in every reading. Built from a Registry and the pack
// as a job; immutable; any thread. A query among 1,000,000 projects takes tens of milliseconds: a job too.
// Holds folded copies (about 100 bytes a project) and no pointer to what it was made from: a query is
// answered against a Registry with the same revision. Not for spatial questions (the store's SQL).
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/registry.hpp"
#include "data/packs/pack.hpp"

namespace anxin {

enum class FindKind : std::uint8_t { Unit, Township, Enterprise, Project };  // in a tie the earlier is better
inline constexpr int kFindKinds = 4;
// How the query was met, best first. Prefix and Substring: of the name or of the code. Contractor: the
// project's general contractor was met, in any way.
enum class FindMatch : std::uint8_t {
  ExactCode,
  Prefix,
  Substring,
  InitialsPrefix,
  InitialsSubstring,
  Contractor
};

struct Finding {
  FindKind kind{};
  FindMatch match{};
  std::string code, name;  // project id, USCC, unit or township code; name as written
  std::string note;        // project: its general contractor; township: the code of its district
  friend bool operator==(const Finding&, const Finding&) = default;
};
inline constexpr std::size_t kMostFindings = 8;

struct Found {
  std::string query;  // as asked
  std::uint8_t kinds = 0;
  std::vector<Finding> best;  // by match, kind, length of the name, place in the registry
};

// Width and ASCII case folded, blanks at the ends gone: what queries and names are compared as.
[[nodiscard]] std::string fold_for_search(std::string_view utf8);

class SearchIndex {
 public:
  static SearchIndex build(const Registry& registry, const Pack& pack);
  // The best kMostFindings among the kinds (bit set of FindKind); none for an empty query. `registry` and
  // `pack` are those it was built from or the same revision loaded further.
  [[nodiscard]] Found find(const Registry& registry, const Pack& pack, std::string_view query,
                           std::uint8_t kinds = 0xF) const;
  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  [[nodiscard]] std::size_t bytes() const;

  // Many strings one after another, a line feed before and after each.
  struct Lines {
    std::string bytes = "\n";
    std::vector<std::uint32_t> first{1};        // of each line; one more at the end
    std::array<std::uint32_t, 256> bytes_of{};  // how often each byte occurs
    void push_back(std::string_view folded);
    [[nodiscard]] std::uint32_t length(std::size_t line) const { return first[line + 1] - first[line] - 1; }
  };
  // The same names as rows of letter sets, one a character that is read; 0 between names.
  struct Letters {
    std::vector<std::uint16_t> sets;  // positions in SearchIndex::sets_
    std::vector<std::uint32_t> first{0};
  };
  // One kind's lines in the order of a tie: shorter names first, then as in the registry.
  struct Kind {
    Lines codes, names;
    Letters letters;           // parallel to names
    std::vector<Index> owner;  // whose name it is
  };

 private:
  template <class Offer>
  void find_in(FindKind kind, const std::string& needle, const std::vector<std::uint32_t>& fits, bool all,
               const Offer& offer) const;
  std::uint64_t revision_ = 0;
  Kind kinds_[kFindKinds];
  std::vector<std::uint64_t> sets_{0};  // LetterSet
};

}  // namespace anxin
