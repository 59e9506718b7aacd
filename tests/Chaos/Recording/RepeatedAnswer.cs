namespace Crm.Actors.Chaos.Recording;

/// <summary>What a decided edit was answered when it was sent again under its key after the run, through another gateway.</summary>
/// <param name="Key">The edit's key.</param>
/// <param name="Answer">The answer now.</param>
public sealed record RepeatedAnswer(string Key, Answered Answer);
