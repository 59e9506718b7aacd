using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Notifications;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

public sealed class NotificationTextsTests
{
    [Theory]
    [InlineData("en", "Größer & больше: from stage new to proposal")]
    [InlineData("ru", "Größer & больше: этап new → proposal")]
    public void Message_StageChanged_IsInTheLanguage(string language, string text)
    {
        var message = NotificationTexts.Message(GivenNotifications.Notification.View, language);

        (message.Text, message.Language, message.Items.IsEmpty).ShouldBe((text, language, true));
    }

    [Fact]
    public void Message_EachType_HasWordsInBothLanguages()
    {
        foreach (var type in NotificationTypes.All)
        {
            var view = GivenNotifications.Notification.View with { Content = GivenNotifications.Content with { Type = type, Details = NotificationContent.NoDetails } };
            var (english, russian) = (NotificationTexts.Message(view, "en").Text, NotificationTexts.Message(view, "ru").Text);

            english.ShouldContain(view.Content.Title);
            russian.ShouldContain(view.Content.Title);
            english.ShouldNotBe(russian);
            english.ShouldNotContain("{");
            russian.ShouldNotContain("{");
        }
    }

    [Fact]
    public void Digest_ManyLongOnes_FitsAMessageAndKnowsAll()
    {
        var items = Enumerable.Range(1, 200).Select(static number => GivenNotifications.Notification.View with
        {
            Id = new Guid(number, 0, 0, new byte[8]),
            Content = GivenNotifications.Content with { Title = new string('t', 180), EventPosition = number },
        }).ToList();

        var digest = NotificationTexts.Digest(GivenNotifications.DigestId, GivenNotifications.Id, items, "en");

        digest.Text.Length.ShouldBeInRange(3500, 4000);
        digest.Text.ShouldStartWith("Notifications of the day: 200\n");
        digest.Text.ShouldEndWith("\n…");
        digest.Items.AsEnumerable().ShouldBe(items.Select(static item => item.Id));
        digest.Content.EventPosition.ShouldBe(200);
        NotificationTexts.ItemsOf(digest.Content).Count.ShouldBe(200);
    }
}
