def create_report(name):
    return table("reports").insert({"name": name}).execute().data[0]


def load_reports(limit):
    return table("reports").select("*").limit(limit).execute().data


def rank(report):
    return table("ranks").insert({"report": report}).execute()
