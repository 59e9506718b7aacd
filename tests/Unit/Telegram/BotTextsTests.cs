using System.Text.RegularExpressions;
using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed partial class BotTextsTests
{
    public static TheoryData<BotText> All => [.. Enum.GetValues<BotText>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Get_EachText_IsThereInBothLanguagesWithTheSameValues(BotText text)
    {
        var local = BotTexts.Get(text);

        local.En.ShouldNotBeNullOrWhiteSpace();
        local.Ru.ShouldNotBeNullOrWhiteSpace();
        Values().Matches(local.Ru).Select(static match => match.Value).Order().ShouldBe(Values().Matches(local.En).Select(static match => match.Value).Order());
    }

    [Fact]
    public void Get_WithALocalValue_PutsItInInEachLanguage() =>
        BotTexts.Get(BotText.DealStage, new LocalText("New", "Новая")).ShouldBe(new LocalText("Stage: New", "Этап: Новая"));

    [Theory]
    [InlineData("ru", BotLanguage.Russian)]
    [InlineData("ru-RU", BotLanguage.Russian)]
    [InlineData("en", BotLanguage.English)]
    [InlineData("rup", BotLanguage.English)]
    [InlineData(null, BotLanguage.English)]
    public void Of_ATag_IsOneThatTheBotSpeaks(string? tag, BotLanguage expected) => BotLanguages.Of(tag).ShouldBe(expected);

    [GeneratedRegex(@"\{\d\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Values();
}
