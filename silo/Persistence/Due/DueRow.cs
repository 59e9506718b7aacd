namespace Crm.Actors.Persistence.Due;

/// <summary>A row that is due.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DueAt">Its time.</param>
/// <param name="Due">What is to happen.</param>
internal sealed record DueRow<TDue>(Guid Id, DateTimeOffset DueAt, TDue Due);
