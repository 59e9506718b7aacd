using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Notifications;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

public sealed class NotificationTextsTests
{
    [Fact]
    public void Message_StageChanged_IsInBothLanguages()
    {
        var message = NotificationTexts.Message(GivenNotifications.Notification.View, "ru");

        message.Text.ShouldBe(new NotificationText("Größer & больше: from stage new to proposal", "Größer & больше: этап new → proposal"));
        (message.Language, message.Items.IsEmpty).ShouldBe(("ru", true));
    }

    [Theory]
    [InlineData(
        "deal.sla.warned",
        "Größer & больше has to leave stage proposal by 2026-03-30 15:00:00Z",
        "Größer & больше: этап proposal нужно завершить до 2026-03-30 15:00:00Z")]
    [InlineData(
        "deal.sla.breached",
        "Overdue: Größer & больше was to leave stage proposal by 2026-03-30 15:00:00Z",
        "Просрочено: Größer & больше, этап proposal нужно было завершить до 2026-03-30 15:00:00Z")]
    public void Message_Deadline_SaysWhichStageUntilWhen(string type, string english, string russian)
    {
        var details = NotificationContent.NoDetails.Add("stage", "proposal").Add("breachAt", "2026-03-30 15:00:00Z");
        var view = GivenNotifications.Notification.View with { Content = GivenNotifications.Content with { Type = type, Details = details } };

        NotificationTexts.Message(view, "ru").Text.ShouldBe(new NotificationText(english, russian));
    }

    [Fact]
    public void Message_NoteOfManyLines_IsOneLine()
    {
        var content = GivenNotifications.Content with { Type = "deal.note.created", Details = NotificationContent.NoDetails.Add("text", "Called.\r\nCalls back.") };

        NotificationTexts.Message(GivenNotifications.Notification.View with { Content = content }, "en").Text.En.ShouldBe("Note on Größer & больше: Called.  Calls back.");
    }

    [Fact]
    public void Message_BracesOfPeople_StayAsTheyWroteThem()
    {
        var content = GivenNotifications.Content with
        {
            Type = "deal.note.created",
            Title = "{text} of {title}",
            Details = NotificationContent.NoDetails.Add("text", "Ask for {currency}, {amount} and {0}"),
        };

        NotificationTexts.Message(GivenNotifications.Notification.View with { Content = content }, "en").Text.En
            .ShouldBe("Note on {text} of {title}: Ask for {currency}, {amount} and {0}");
    }

    [Fact]
    public void Message_EachType_HasWordsInBothLanguages()
    {
        foreach (var type in NotificationTypes.All)
        {
            var view = GivenNotifications.Notification.View with { Content = GivenNotifications.Content with { Type = type, Details = NotificationContent.NoDetails } };
            var (english, russian) = NotificationTexts.Message(view, "en").Text;

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

        digest.Text.Ru.Length.ShouldBeInRange(3500, 4000);
        digest.Text.En.ShouldStartWith("Notifications of the day: 200\n");
        digest.Text.En.ShouldEndWith("\n…");
        digest.Items.AsEnumerable().ShouldBe(items.Select(static item => item.Id));
        digest.Content.EventPosition.ShouldBe(200);
        NotificationTexts.ItemsOf(digest.Content).Count.ShouldBe(200);
    }
}
