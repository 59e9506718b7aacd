using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Checking;

/// <summary>Holds a history against everything that is promised. Pure.</summary>
public static class HistoryChecker
{
    public static IReadOnlyList<Finding> Check(History history) =>
    [
        .. EditCheck.Check(history),
        .. AnswerCheck.Check(history),
        .. LogCheck.Check(history),
        .. StreamCheck.Check(history),
        .. WireCheck.Check(history),
        .. RowCheck.Check(history),
        .. SummaryCheck.Check(history),
        .. ReminderCheck.Check(history),
        .. TelegramCheck.Check(history),
        .. history.Differences.Select(static line => new Finding(FindingKind.NotVerified, line)),
        .. history.Stuck.Select(static what => new Finding(FindingKind.Stuck, what)),
    ];
}
