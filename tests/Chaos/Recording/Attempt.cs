namespace Crm.Actors.Chaos.Recording;

/// <summary>One request of an edit.</summary>
/// <param name="Sent">What was about to be sent.</param>
/// <param name="Answer">The answer; null when there was none.</param>
/// <param name="EndedAt">When the answer came or was given up; null while it is under way.</param>
public sealed record Attempt(Sent Sent, Answered? Answer, TimeSpan? EndedAt)
{
    public TimeSpan SentAt => Sent.At;
}
