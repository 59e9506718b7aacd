namespace Crm.Actors.Chaos.Checking;

/// <summary>In what way a history breaks a promise.</summary>
public enum FindingKind
{
    /// <summary>Acknowledged, but not in the log as it was answered.</summary>
    Lost = 0,

    /// <summary>One key, two events.</summary>
    Duplicated,

    /// <summary>Refused for good at the first attempt, but in the log.</summary>
    AppliedThoughRefused,

    /// <summary>A retry was answered otherwise than the first time.</summary>
    OtherAnswer,

    /// <summary>Versions of a deal, or positions of the log, are not 1, 2, 3, ...</summary>
    Gap,

    /// <summary>A reader got events out of order or with some left out.</summary>
    Reordered,

    /// <summary>A stream gave an event twice.</summary>
    Repeated,

    /// <summary>An event of the log did not reach a reader.</summary>
    Missing,

    /// <summary>A reader got what is not in the log.</summary>
    Foreign,

    /// <summary>A stored row is not the replay of its events.</summary>
    RowDiffers,

    /// <summary>The pipeline summary is not that of the deals.</summary>
    SummaryDiffers,

    /// <summary>A table or a total is not as the log says.</summary>
    NotVerified,

    /// <summary>Something never ended.</summary>
    Stuck,

    /// <summary>A reminder was not set, or its time came and it did not.</summary>
    ReminderLost,

    /// <summary>A reminder came twice.</summary>
    ReminderTwice,

    /// <summary>A reminder came that nobody wanted any more, or ever.</summary>
    ReminderUnwanted,

    /// <summary>A reminder came too early, or late without saying so, or says so and is not.</summary>
    ReminderMistimed,

    /// <summary>A chat was not told of something.</summary>
    TelegramLost,

    /// <summary>More messages came a second time than who sends was killed.</summary>
    TelegramRepeated,

    /// <summary>A chat was told of something before it was told of what came first.</summary>
    TelegramReordered,

    /// <summary>Telegram was asked for more than a bot may.</summary>
    TelegramOverLimit,
}
