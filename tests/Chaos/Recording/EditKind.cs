namespace Crm.Actors.Chaos.Recording;

/// <summary>What an edit asks for.</summary>
public enum EditKind
{
    Create = 0,
    Patch,
    Stage,
    Win,
    Lose,
    Reopen,
    Archive,
    Restore,

    /// <summary>A new payment.</summary>
    Payment,
    Income,
    Expense,

    /// <summary>Takes an income or an expense back.</summary>
    Reversal,

    /// <summary>A pipeline, new or changed.</summary>
    Pipeline,

    /// <summary>A deal is shared with a user.</summary>
    Share,

    /// <summary>A task with reminders.</summary>
    NewTask,

    /// <summary>A task is done.</summary>
    FinishTask,
}
