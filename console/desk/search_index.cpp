#include "console/desk/search_index.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <tuple>

#include "geo/pinyin.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr std::size_t kLongestInitials = 32;  // letters of a query; nobody types more

struct Scored {
  FindMatch match{};
  FindKind kind{};
  std::uint32_t length = 0;
  Index at = kNone;
  friend auto operator<=>(const Scored&, const Scored&) = default;
};

// The best so far, ascending, each subject once.
class Best {
 public:
  void offer(const Scored& s) {
    if (best_.size() == kMostFindings && s >= best_.back()) return;
    const auto same =
        std::ranges::find_if(best_, [&](const Scored& b) { return b.kind == s.kind && b.at == s.at; });
    if (same != best_.end()) {
      if (*same <= s) return;
      best_.erase(same);
    }
    best_.insert(std::ranges::upper_bound(best_, s), s);
    if (best_.size() > kMostFindings) best_.pop_back();
  }
  [[nodiscard]] bool full() const { return best_.size() == kMostFindings; }
  [[nodiscard]] const std::vector<Scored>& list() const { return best_; }

 private:
  std::vector<Scored> best_;
};

// How many of each sort of match are looked for: lines stand in the order of a tie, so the first are the
// best.
struct Quota {
  std::size_t prefixes = kMostFindings, others = kMostFindings;
};

std::size_t line_of(const std::vector<std::uint32_t>& first, std::size_t at, std::size_t from) {
  std::size_t line = from, step = 1;  // hits come close together or far apart: double the step, then halve
  while (line + step + 1 < first.size() && first[line + step] <= at) line += step, step *= 2;
  for (; step > 0; step /= 2) {
    if (line + step + 1 < first.size() && first[line + step] <= at) line += step;
  }
  return line;
}

// The next place of `needle` from `p` on; nullptr: none. `rare`: which of its bytes is rare among the lines
// (the processor looks for one byte many times faster than for several), -1: none is.
const char* next_place(const char* p, const char* end, std::string_view needle, int rare) {
  if (rare < 0)
    return static_cast<const char*>(
        memmem(p, static_cast<std::size_t>(end - p), needle.data(), needle.size()));
  for (const char* q = p + rare; q < end; ++q) {
    q = static_cast<const char*>(
        std::memchr(q, needle[static_cast<std::size_t>(rare)], static_cast<std::size_t>(end - q)));
    if (q == nullptr) return nullptr;
    const char* at = q - rare;
    if (static_cast<std::size_t>(end - at) < needle.size()) return nullptr;
    if (std::memcmp(at, needle.data(), needle.size()) == 0) return at;
  }
  return nullptr;
}

int rare_byte(const SearchIndex::Lines& lines, std::string_view needle) {
  constexpr std::uint32_t kRare = 32;  // one byte in so many
  std::size_t best = 0;
  const auto count = [&](std::size_t k) { return lines.bytes_of[static_cast<unsigned char>(needle[k])]; };
  for (std::size_t k = 1; k < needle.size(); ++k) {
    if (count(k) < count(best)) best = k;
  }
  return count(best) * std::uint64_t{kRare} < lines.bytes.size() ? static_cast<int>(best) : -1;
}

// Calls met(line, from its start?) for the first lines that hold `needle`, as many as the quota says: one
// sweep, and once enough others are there only a look at each beginning. True when it ended before the last
// line.
template <class Met>
bool scan(const SearchIndex::Lines& lines, std::string_view needle, Quota quota, const Met& met) {
  const char *const begin = lines.bytes.data(), *const end = begin + lines.bytes.size();
  const int rare = rare_byte(lines, needle);
  std::size_t line = 0;
  for (const char* p = begin; quota.prefixes > 0 && quota.others > 0;) {
    p = next_place(p, end, needle, rare);
    if (p == nullptr) return false;
    const auto at = static_cast<std::size_t>(p - begin);
    line = line_of(lines.first, at, line);
    const bool starts = lines.first[line] == at;
    --(starts ? quota.prefixes : quota.others);
    met(line, starts);
    p = begin + lines.first[line + 1];
  }
  for (++line; line + 1 < lines.first.size() && quota.prefixes > 0; ++line) {
    if (std::memcmp(begin + lines.first[line], needle.data(),
                    std::min<std::size_t>(needle.size(), lines.length(line) + 1)) != 0)
      continue;
    if (lines.length(line) < needle.size()) continue;
    --quota.prefixes;
    met(line, true);
  }
  return quota.prefixes == 0;
}

// Whether any name ends a match among the letters [from, to): four stretches at once, so that the processor
// need not wait for one character before it takes the next.
bool any_met(const std::uint16_t* sets, std::size_t from, std::size_t to, const std::uint32_t* fits,
             std::size_t length) {
  const std::size_t quarter = (to - from) / 4;
  const std::uint16_t *const a = sets + from, *const b = a + quarter, *const c = b + quarter,
                             *const d = c + quarter;
  const auto step = [fits](std::uint32_t state, std::uint16_t set) {
    return ((state << 1) | 1U) & fits[set];
  };
  const auto before = [&](const std::uint16_t* at) {  // what a match may begin in
    std::uint32_t state = 0;
    for (auto left = std::min<std::ptrdiff_t>(at - sets, static_cast<std::ptrdiff_t>(length) - 1); left > 0;
         --left)
      state = step(state, *(at - left));
    return state;
  };
  std::uint32_t in_a = before(a), in_b = before(b), in_c = before(c), in_d = before(d), seen = 0;
  for (std::size_t i = 0; i < quarter; ++i) {
    in_a = step(in_a, a[i]);
    in_b = step(in_b, b[i]);
    in_c = step(in_c, c[i]);
    in_d = step(in_d, d[i]);
    seen |= in_a | in_b | in_c | in_d;
  }
  for (const std::uint16_t* at = d + quarter; at < sets + to; ++at) {
    in_d = step(in_d, *at);
    seen |= in_d;
  }
  return (seen >> (length - 1) & 1U) != 0;
}

// The same over letter sets: bit k of `state` says that the last k + 1 characters may begin with the first
// k + 1 letters of the query (Baeza-Yates and Gonnet's shift-and).
template <class Met>
void scan_letters(const SearchIndex::Letters& letters, const std::vector<std::uint32_t>& fits,
                  std::size_t length, Quota quota, const Met& met) {
  constexpr std::size_t kBlock = 4096;
  const std::uint32_t whole = 1U << (length - 1);
  const std::uint16_t* const sets = letters.sets.data();
  const std::size_t names = letters.first.size() - 1, size = letters.sets.size();
  std::size_t name = 0, i = 0;
  while (i < size && quota.prefixes > 0 && quota.others > 0) {
    const std::size_t to = std::min(size, i + kBlock);
    if (!any_met(sets, i, to, fits.data(), length)) {
      i = to;
      continue;
    }
    std::uint32_t state = 0;
    for (i -= std::min(i, length - 1); i < to && quota.prefixes > 0 && quota.others > 0; ++i) {
      state = ((state << 1) | 1U) & fits[sets[i]];
      if ((state & whole) == 0) continue;
      name = line_of(letters.first, i, name);
      const bool starts = i + 1 - length == letters.first[name];
      --(starts ? quota.prefixes : quota.others);
      met(name, starts);
      i = letters.first[name + 1] - 1;  // what ends this name
      state = 0;
    }
  }
  if (quota.others > 0) return;
  for (++name; name < names && quota.prefixes > 0; ++name) {
    const std::uint16_t* const from = sets + letters.first[name];
    const std::size_t there = letters.first[name + 1] - letters.first[name];
    std::size_t k = 0;
    while (k < length && k < there && (fits[from[k]] >> k & 1U) != 0) ++k;
    if (k < length) continue;
    --quota.prefixes;
    met(name, true);
  }
}

bool is_initials(std::string_view folded) {
  bool letter = false;
  for (const char c : folded) {
    const int bit = letter_bit(static_cast<unsigned char>(c));
    if (bit < 0) return false;
    letter |= bit < 26;
  }
  return letter && folded.size() <= kLongestInitials;
}

Finding finding_of(const Registry& r, const Pack& pack, const Scored& s) {
  const std::size_t i = s.at;
  switch (s.kind) {
    case FindKind::Unit:
      return {s.kind, s.match, pack.supervising_units[i].code, pack.supervising_units[i].name, {}};
    case FindKind::Township:
      return {s.kind, s.match, pack.townships[i].code, pack.townships[i].name, pack.townships[i].district};
    case FindKind::Enterprise:
      return {s.kind, s.match, std::string(r.enterprise_uscc[i]), std::string(r.enterprise_name[i]), {}};
    case FindKind::Project:
      break;
  }
  const Index contractor = r.general_contractor[i];
  const bool known = contractor < r.enterprise_name.size();
  return {s.kind, s.match, std::string(r.id[i]), std::string(r.name[i]),
          known ? std::string(r.enterprise_name[contractor]) : std::string()};
}

}  // namespace

std::string fold_for_search(std::string_view utf8) {
  std::string folded = fold_width(utf8);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\n') c = ' ';
  }
  return folded;
}

void SearchIndex::Lines::push_back(std::string_view folded) {
  bytes.append(folded);
  bytes.push_back('\n');
  first.push_back(static_cast<std::uint32_t>(bytes.size()));
}

SearchIndex SearchIndex::build(const Registry& r, const Pack& pack) {
  SearchIndex index;
  index.revision_ = r.revision;
  std::map<LetterSet, std::uint16_t> known{{0, std::uint16_t{0}}};
  std::vector<std::uint16_t> of_character(0x10000, 0xFFFF);
  const auto set_of = [&](char32_t c) {
    if (c < of_character.size() && of_character[c] != 0xFFFF) return of_character[c];
    const LetterSet letters = initial_letters(c);
    const auto [it, fresh] = known.try_emplace(letters, static_cast<std::uint16_t>(index.sets_.size()));
    if (fresh) index.sets_.push_back(letters);
    if (c < of_character.size()) of_character[c] = it->second;
    return it->second;
  };
  const auto add = [&](FindKind kind, std::string_view code, const std::string& folded, std::size_t owner) {
    Kind& k = index.kinds_[static_cast<std::size_t>(kind)];
    k.codes.push_back(fold_for_search(code));
    k.names.push_back(folded);
    for (std::size_t at = 0; at < folded.size();) {
      const std::uint16_t set = set_of(next_code_point(folded, at));
      if (set != 0) k.letters.sets.push_back(set);
    }
    k.letters.sets.push_back(0);
    k.letters.first.push_back(static_cast<std::uint32_t>(k.letters.sets.size()));
    k.owner.push_back(static_cast<Index>(owner));
  };
  // In the order of a tie: shorter names first, then as they stand.
  const auto add_all = [&](FindKind kind, std::size_t n, const auto& code, const auto& name,
                           std::size_t aliases) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
    for (std::size_t i = 0; i < n; ++i)
      order.emplace_back(static_cast<std::uint32_t>(fold_for_search(name(i)).size()),
                         static_cast<std::uint32_t>(i));
    std::ranges::sort(order);
    for (const auto& [length, i] : order) add(kind, code(i / aliases), fold_for_search(name(i)), i / aliases);
  };
  const auto& units = pack.supervising_units;
  add_all(
      FindKind::Unit, units.size() * 3, [&](std::size_t u) { return std::string_view(units[u].code); },
      [&](std::size_t i) {
        const SupervisingUnit& u = units[i / 3];
        return std::string_view(i % 3 == 0 ? u.name : i % 3 == 1 ? u.short_name : u.name_en);
      },
      3);
  add_all(
      FindKind::Township, pack.townships.size(),
      [&](std::size_t i) { return std::string_view(pack.townships[i].code); },
      [&](std::size_t i) { return std::string_view(pack.townships[i].name); }, 1);
  add_all(
      FindKind::Enterprise, r.enterprise_name.size(), [&](std::size_t i) { return r.enterprise_uscc[i]; },
      [&](std::size_t i) { return r.enterprise_name[i]; }, 1);
  add_all(
      FindKind::Project, r.projects(), [&](std::size_t i) { return r.id[i]; },
      [&](std::size_t i) { return r.name[i]; }, 1);
  for (Kind& k : index.kinds_) {
    for (Lines* lines : {&k.codes, &k.names}) {
      for (const char c : lines->bytes) ++lines->bytes_of[static_cast<unsigned char>(c)];
    }
    k.codes.bytes.shrink_to_fit(), k.names.bytes.shrink_to_fit(), k.letters.sets.shrink_to_fit();
    k.owner.shrink_to_fit();
    k.codes.first.shrink_to_fit(), k.names.first.shrink_to_fit(), k.letters.first.shrink_to_fit();
  }
  return index;
}

// Offers what was met in one kind: the best of each sort, or all.
template <class Offer>
void SearchIndex::find_in(FindKind kind, const std::string& needle, const std::vector<std::uint32_t>& fits,
                          bool all, const Offer& offer) const {
  const Kind& k = kinds_[static_cast<std::size_t>(kind)];
  Quota quota;
  if (all || kind == FindKind::Unit) quota = {k.owner.size() + 1, k.owner.size() + 1};  // units: aliases
  const auto put = [&](std::size_t line, FindMatch match) {
    offer(Scored{match, kind, k.names.length(line), k.owner[line]});
  };
  const auto is_whole = [&](std::size_t line) { return k.codes.length(line) == needle.size(); };
  const bool cut = scan(k.codes, needle, quota, [&](std::size_t line, bool starts) {
    const bool exact = starts && is_whole(line);
    put(line, exact ? FindMatch::ExactCode : starts ? FindMatch::Prefix : FindMatch::Substring);
  });
  if (cut) {  // the code itself may stand behind many that begin with it
    scan(k.codes, needle + "\n", quota, [&](std::size_t line, bool starts) {
      if (starts) put(line, FindMatch::ExactCode);
    });
  }
  std::size_t met = 0;
  scan(k.names, needle, quota, [&](std::size_t line, bool starts) {
    ++met;
    put(line, starts ? FindMatch::Prefix : FindMatch::Substring);
  });
  if (fits.empty() || (!all && met >= kMostFindings && kind != FindKind::Unit)) return;
  scan_letters(k.letters, fits, needle.size(), quota, [&](std::size_t line, bool starts) {
    put(line, starts ? FindMatch::InitialsPrefix : FindMatch::InitialsSubstring);
  });
}

Found SearchIndex::find(const Registry& registry, const Pack& pack, std::string_view query,
                        std::uint8_t kinds) const {
  Found found{std::string(query), kinds, {}};
  const std::string needle = fold_for_search(query);
  if (needle.empty()) return found;
  std::vector<std::uint32_t> fits;
  if (is_initials(needle)) {
    fits.resize(sets_.size());
    for (std::size_t s = 0; s < sets_.size(); ++s) {
      for (std::size_t k = 0; k < needle.size(); ++k) {
        const int bit = letter_bit(static_cast<unsigned char>(needle[k]));
        fits[s] |= static_cast<std::uint32_t>(sets_[s] >> bit & 1U) << k;
      }
    }
  }
  Best best;
  for (int n = 0; n < kFindKinds; ++n) {
    if ((kinds >> n & 1) != 0)
      find_in(static_cast<FindKind>(n), needle, fits, false, [&](const Scored& s) { best.offer(s); });
  }
  // What was met itself is always better than what its contractor was met for.
  if ((kinds >> static_cast<int>(FindKind::Project) & 1) != 0 && !best.full()) {
    std::vector<std::uint8_t> contractor(registry.enterprise_name.size());
    bool any = false;
    find_in(FindKind::Enterprise, needle, fits, true,
            [&](const Scored& s) { contractor[s.at] = 1, any = true; });
    const Kind& projects = kinds_[static_cast<int>(FindKind::Project)];
    for (std::size_t line = 0, room = 2 * kMostFindings; any && line < projects.owner.size() && room > 0;
         ++line) {
      const Index at = projects.owner[line], by = registry.general_contractor[at];
      if (by >= contractor.size() || contractor[by] == 0) continue;
      best.offer({FindMatch::Contractor, FindKind::Project, projects.names.length(line), at});
      --room;  // at most kMostFindings of them were met themselves
    }
  }
  for (const Scored& s : best.list()) found.best.push_back(finding_of(registry, pack, s));
  return found;
}

std::size_t SearchIndex::bytes() const {
  std::size_t n = sets_.capacity() * sizeof(std::uint64_t);
  for (const Kind& k : kinds_) {
    n += k.codes.bytes.capacity() + k.names.bytes.capacity() + k.letters.sets.capacity() * 2 +
         k.owner.capacity() * sizeof(Index);
    n += (k.codes.first.capacity() + k.names.first.capacity() + k.letters.first.capacity()) *
         sizeof(std::uint32_t);
  }
  return n;
}

}  // namespace anxin
