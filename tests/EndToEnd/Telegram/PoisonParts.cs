namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>What messages in the queues of the bot cannot be. Each of these is wrong in one thing.</summary>
internal static class PoisonParts
{
    /// <summary>Stands for a text that is longer than any may be.</summary>
    public const string TooLong = "$LONG";

    public const string Update = """{"updateId":7,"chatId":7000031,"text":"poison"}""";

    public const string Data = """{"notificationId":"0192f0c1-0000-7000-8000-0000000000ff","kind":"reply","chatId":7000031,"text":{"en":"poison"}}""";

    private const string Button = """{"label":{"en":"x"},"data":"d::0:"}""";

    /// <summary>No JSON objects, or none that end.</summary>
    public static readonly string[] NoObjects = ["null", "true", "7", "\"x\"", "[]", "[{}]", "", " ", "NaN", "'a'", "{", "{]", "{\"a\":}", "{a:1}"];

    public static readonly string[] Updates =
    [
        "{}",
        """{"chatId":7000031,"text":"poison"}""",
        """{"updateId":7,"text":"poison"}""",
        """{"updateId":7,"chatId":0,"text":"poison"}""",
        """{"updateId":7,"chatId":7000031}""",
        """{"updateId":7,"chatId":7000031,"text":null}""",
        """{"updateId":7,"chatId":7000031,"text":5}""",
        """{"updateId":7,"chatId":7000031,"text":["poison"]}""",
        """{"updateId":null,"chatId":7000031,"text":"poison"}""",
        """{"updateId":1.5,"chatId":7000031,"text":"poison"}""",
        """{"updateId":1e99,"chatId":7000031,"text":"poison"}""",
        """{"updateId":"seven","chatId":7000031,"text":"poison"}""",
        """{"updateId":7,"chatId":9223372036854775808,"text":"poison"}""",
        """{"updateId":7,"chatId":7000031,"text":"$LONG"}""",
        """{"updateId":7,"chatId":7000031,"text":"\ud800"}""",
        """{"updateId":7,"chatId":7000031,"text":"poison","username":{}}""",
        """{"updateId":7,"chatId":7000031,"pressData":"d::0:"}""",
        """{"updateId":7,"chatId":7000031,"pressId":"p"}""",
        """{"updateId":7,"chatId":7000031,"pressId":"","pressData":"d::0:"}""",
        """{"updateId":7,"chatId":7000031,"pressId":"$LONG","pressData":"d::0:"}""",
        """{"updateId":7,"chatId":7000031,"pressId":"p","pressData":"$LONG"}""",
        """{"updateId":7,"chatId":7000031,"pressId":"p","pressData":"d::0:","messageId":"m"}""",
    ];

    public static readonly string[] Events =
    [
        "{}",
        $$"""{"type":"notification.telegram","data":{{Data}} }""",
        $$"""{"specversion":"0.3","type":"notification.telegram","data":{{Data}} }""",
        $$"""{"specversion":1.0,"type":"notification.telegram","data":{{Data}} }""",
        $$"""{"specversion":"1.0","data":{{Data}} }""",
        $$"""{"specversion":"1.0","type":"deal.won","data":{{Data}} }""",
        """{"specversion":"1.0","type":"notification.telegram"}""",
        .. AllData.Select(EventOf),
    ];

    /// <summary>The event with some data.</summary>
    public static string EventOf(string data) => $$"""{"specversion":"1.0","type":"notification.telegram","data":{{data}} }""";

    private static string[] AllData =>
    [
        "null",
        "[]",
        "\"poison\"",
        "{}",
        """{"kind":"reply","chatId":7000031,"text":{"en":"poison"}}""",
        .. Members.Select(static members => $$"""{"notificationId":"0192f0c1-0000-7000-8000-0000000000ff",{{members}} }"""),
        .. Buttons.Select(static buttons => $$"""{"notificationId":"0192f0c1-0000-7000-8000-0000000000ff","chatId":7000031,"text":{"en":"poison"},"buttons":{{buttons}} }"""),
    ];

    private static string[] Members =>
    [
        """ "notificationId":"7","chatId":7000031,"text":{"en":"poison"}""",
        """ "notificationId":7,"chatId":7000031,"text":{"en":"poison"}""",
        """ "kind":"shout","chatId":7000031,"text":{"en":"poison"}""",
        """ "kind":5,"chatId":7000031,"text":{"en":"poison"}""",
        """ "text":{"en":"poison"}""",
        """ "chatId":0,"text":{"en":"poison"}""",
        """ "chatId":0,"userId":"0192f0c1-0000-7000-8000-0000000000fe","text":{"en":"poison"}""",
        """ "chatId":1.5,"text":{"en":"poison"}""",
        """ "chatId":"seven","text":{"en":"poison"}""",
        """ "userId":"nobody","text":{"en":"poison"}""",
        """ "kind":"edit","chatId":7000031,"text":{"en":"poison"}""",
        """ "kind":"edit","messageId":-1,"chatId":7000031,"text":{"en":"poison"}""",
        """ "kind":"edit","messageId":4294967297,"chatId":7000031,"text":{"en":"poison"}""",
        """ "kind":"pressAnswer","chatId":7000031,"text":{"en":"poison"}""",
        """ "kind":"pressAnswer","pressId":"","chatId":7000031,"text":{"en":"poison"}""",
        """ "kind":"pressAnswer","pressId":"$LONG","chatId":7000031,"text":{"en":"poison"}""",
        """ "chatId":7000031""",
        """ "chatId":7000031,"text":"poison" """,
        """ "chatId":7000031,"text":{}""",
        """ "chatId":7000031,"text":{"en":""}""",
        """ "chatId":7000031,"text":{"en":7}""",
        """ "chatId":7000031,"text":{"en":"\ud800"}""",
        """ "chatId":7000031,"text":{"en":"$LONG"}""",
    ];

    private static string[] Buttons =>
    [
        "{}",
        "[7]",
        "[{}]",
        """[{"label":{"en":"x"}}]""",
        """[{"label":"x","data":"d::0:"}]""",
        """[{"label":{"en":"$LONG"},"data":"d::0:"}]""",
        """[{"label":{"en":"x"},"data":"?"}]""",
        """[{"label":{"en":"x"},"data":"a::7:да"}]""",
        """[{"label":{"en":"x"},"data":"a::7:with space"}]""",
        """[{"label":{"en":"x"},"action":"shout","dealId":"0192f0c1-0000-7000-8000-0000000000fd"}]""",
        """[{"label":{"en":"x"},"action":"deal"}]""",
        """[{"label":{"en":"x"},"action":"move","dealId":"0192f0c1-0000-7000-8000-0000000000fd","stage":"new"}]""",
        """[{"label":{"en":"x"},"action":"move","dealId":"0192f0c1-0000-7000-8000-0000000000fd","stage":"new","version":"seven"}]""",
        """[{"label":{"en":"x"},"action":"move","dealId":"0192f0c1-0000-7000-8000-0000000000fd","version":"7"}]""",
        $"[{string.Join(',', Enumerable.Repeat(Button, 21))}]",
    ];
}
