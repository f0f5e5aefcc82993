import axios from "axios";
import axiosRetry from "axios-retry";

export const erp = axios.create({ baseURL: "https://erp.example.com" });
axiosRetry(erp, { retries: 3 });
