// The alarm's tones by counting their crossings, each stroke once, and the player on devices that need no
// hardware: ALSA's file, which keeps what it is given, and one that is not there.
#include "console/window/sound.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "tests/tools/support.hpp"

namespace anxin {
namespace {

// From upward crossings of zero: the frequency between two moments of the samples.
double frequency(const std::vector<std::int16_t>& samples, double from_s, double to_s) {
  const auto first = static_cast<std::size_t>(from_s * kSoundRate),
             last = static_cast<std::size_t>(to_s * kSoundRate);
  std::size_t crossings = 0, begin = 0, end = 0;
  for (std::size_t i = first + 1; i < std::min(last, samples.size()); ++i) {
    if (samples[i - 1] >= 0 || samples[i] < 0) continue;
    if (crossings++ == 0) begin = i;
    end = i;
  }
  return crossings < 2 ? 0
                       : static_cast<double>(crossings - 1) * kSoundRate / static_cast<double>(end - begin);
}

TEST(AlarmTones, HaveTheirFrequencyAndLength) {
  for (const AlarmKind kind : {AlarmKind::NewI, AlarmKind::NewII}) {
    const auto s = samples_of(kind);
    EXPECT_EQ(s.size(), std::size_t(kSoundRate) * 4 / 10);
    EXPECT_NEAR(frequency(s, 0.02, 0.18), 880, 3);
    EXPECT_NEAR(frequency(s, 0.22, 0.38), 660, 3);
  }
  EXPECT_EQ(samples_of(AlarmKind::Breach).size(), std::size_t(kSoundRate) * 3 / 10);
  EXPECT_NEAR(frequency(samples_of(AlarmKind::Breach), 0.02, 0.28), 440, 3);
  EXPECT_EQ(samples_of(AlarmKind::NewIII).size(), std::size_t(kSoundRate) * 12 / 100);
  EXPECT_NEAR(frequency(samples_of(AlarmKind::NewIII), 0.02, 0.10), 660, 5);
  EXPECT_TRUE(samples_of(AlarmKind::None).empty());
}

TEST(AlarmTones, BeginAndEndSoftlyAndNeverClip) {
  for (const AlarmKind kind : {AlarmKind::NewI, AlarmKind::Breach, AlarmKind::NewIII}) {
    const auto s = samples_of(kind);
    int loudest = 0, step = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
      loudest = std::max(loudest, std::abs(int(s[i])));
      if (i > 0) step = std::max(step, std::abs(s[i] - s[i - 1]));
    }
    EXPECT_EQ(s.front(), 0);
    EXPECT_EQ(s.back(), 0);
    EXPECT_GT(loudest, 14'000);
    EXPECT_LE(loudest, 16'500);
    EXPECT_LT(step, 2'000) << "a jump is a click";
    EXPECT_LT(std::abs(int(s[48])), 1'700) << "1 ms in, a tenth of the rise";
  }
}

TEST(StrokeGate, LetsAStrokeThroughOnceAndAMutedOneNever) {
  StrokeGate gate;
  AlarmSound sound{AlarmKind::NewI, "I-1", Instant{std::chrono::seconds(100)}, 0};
  EXPECT_FALSE(gate.passes({}, false)) << "quiet";
  EXPECT_TRUE(gate.passes(sound, false));
  EXPECT_FALSE(gate.passes(sound, false)) << "the same stroke, a second later";
  sound.stroke = 1;
  EXPECT_FALSE(gate.passes(sound, true)) << "muted";
  EXPECT_FALSE(gate.passes(sound, false)) << "not made up for";
  sound.incident = "I-2";
  EXPECT_TRUE(gate.passes(sound, false));
}

TEST(SoundPlayer, GivesTheDeviceEachStrokeOnceAndWhole) {
  const test::Scratch scratch;
  const auto file = scratch / "heard.raw";
  {
    SoundPlayer player({}, "file:'" + file.string() + "',raw");
    player.wait_idle();
    ASSERT_EQ(player.device(), SoundPlayer::Device::Works);
    const AlarmSound sound{AlarmKind::Breach, "I-1", Instant{}, 0};
    player.hear(sound, false);
    player.wait_idle();
    player.hear(sound, false);
    player.hear({AlarmKind::NewIII, "I-2", Instant{}, 0}, true);
    player.wait_idle();
  }
  const std::string bytes = test::read_file(file);
  const auto want = samples_of(AlarmKind::Breach);
  ASSERT_GE(bytes.size(), want.size() * 2);
  std::vector<std::int16_t> heard(bytes.size() / 2);
  std::memcpy(heard.data(), bytes.data(), heard.size() * 2);
  EXPECT_TRUE(std::equal(want.begin(), want.end(), heard.begin()));
  for (std::size_t i = want.size(); i < heard.size(); ++i) ASSERT_EQ(heard[i], 0) << "once, then silence";
}

TEST(SoundPlayer, WithoutADeviceIsSilentAndSaysSo) {
  int told = 0;
  ::testing::internal::CaptureStderr();
  {
    SoundPlayer player([&] { ++told; }, "no_such_device");
    player.wait_idle();
    EXPECT_EQ(player.device(), SoundPlayer::Device::None);
    player.hear({AlarmKind::NewI, "I-1", Instant{}, 0}, false);
    player.wait_idle();
    EXPECT_EQ(player.device(), SoundPlayer::Device::None);
  }
  EXPECT_EQ(told, 1) << "once, not at every stroke";
  EXPECT_EQ(::testing::internal::GetCapturedStderr().find("ALSA"), std::string::npos);
}

}  // namespace
}  // namespace anxin
